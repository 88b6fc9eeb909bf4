// Fails when src/locales does not hold exactly the messages that the sources use, each in every language: `npm run
// extract` adds the missing ones, a translator fills them.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const LOCALES = ["en", "fa", "ru"];
const app = join(import.meta.dirname, "..");
const kept = mkdtempSync(join(tmpdir(), "tasklight-locales-"));
const folder = join(app, "src/locales");

const entries = (path: string) => readFileSync(path, "utf8").replace(/^"POT-Creation-Date.*\n/m, "");

function mistakes(): string[] {
	execFileSync(join(app, "node_modules/.bin/lingui"), ["extract", "--clean"], { cwd: app, stdio: "pipe" });
	return LOCALES.flatMap((locale) => {
		const file = `${locale}.po`;
		const now = entries(join(folder, file));
		const empty = [...now.matchAll(/^msgid "(.+)"\nmsgstr ""$/gm)].map(
			(found) => `${file}: not translated: ${found[1]}`,
		);
		const changed = now !== entries(join(kept, file));
		return changed ? [...empty, `${file}: not what the sources use: run npm run extract`] : empty;
	});
}

cpSync(folder, kept, { recursive: true });
try {
	const found = mistakes();
	process.stdout.write(found.map((line) => `${line}\n`).join(""));
	process.exitCode = found.length === 0 ? 0 : 1;
} finally {
	cpSync(kept, folder, { recursive: true });
	rmSync(kept, { recursive: true });
}
