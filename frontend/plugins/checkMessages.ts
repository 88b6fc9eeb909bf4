// Fails when src/locales does not hold exactly the messages that the sources use, each in every language: `npm run
// extract` adds the missing ones, a translator fills them.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const LOCALES = ["en", "fa", "ru"];
const app = join(import.meta.dirname, "..");
const kept = join(app, "src/locales");
const extracted = mkdtempSync(join(tmpdir(), "tasklight-locales-"));

const entries = (path: string) => readFileSync(path, "utf8").replace(/^"POT-Creation-Date.*\n/m, "");

function mistakesOf(locale: string): string[] {
	const file = `${locale}.po`;
	const now = entries(join(extracted, file));
	const empty = [...now.matchAll(/^msgid "(.+)"\nmsgstr ""$/gm)].map((found) => `${file}: not translated: ${found[1]}`);
	const changed = now !== entries(join(kept, file));
	return changed ? [...empty, `${file}: not what the sources use: run npm run extract`] : empty;
}

try {
	cpSync(kept, extracted, { recursive: true });
	execFileSync(join(app, "node_modules/.bin/lingui"), ["extract", "--clean"], {
		cwd: app,
		env: { ...process.env, TASKLIGHT_LOCALES: extracted },
		stdio: ["ignore", "ignore", "inherit"],
	});
	const found = LOCALES.flatMap(mistakesOf);
	process.stdout.write(found.map((line) => `${line}\n`).join(""));
	process.exitCode = found.length === 0 ? 0 : 1;
} finally {
	rmSync(extracted, { recursive: true });
}
