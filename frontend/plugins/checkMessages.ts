// Fails when src/locales does not hold exactly the messages that the sources use, each in every language and the same in
// both catalogs: `npm run extract` adds the missing ones, a translator fills them.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const LOCALES = ["en", "fa", "ru"];
const app = join(import.meta.dirname, "..");
const kept = join(app, "src/locales");
const extracted = mkdtempSync(join(tmpdir(), "tasklight-locales-"));

const entries = (path: string) => readFileSync(path, "utf8").replace(/^"POT-Creation-Date.*\n/m, "");

/** Each message's translation. */
function translationsOf(path: string): Map<string, string> {
	return new Map(
		[...entries(path).matchAll(/^msgid "(.+)"\nmsgstr "(.*)"$/gm)].map(([, id = "", text = ""]) => [id, text]),
	);
}

function mistakesOf(file: string): string[] {
	const empty = [...translationsOf(join(extracted, file))].flatMap(([id, text]) =>
		text === "" ? [`${file}: not translated: ${id}`] : [],
	);
	const changed = entries(join(extracted, file)) !== entries(join(kept, file));
	return changed ? [...empty, `${file}: not what the sources use: run npm run extract`] : empty;
}

function differencesOf(locale: string): string[] {
	const whole = translationsOf(join(kept, `${locale}.po`));
	return [...translationsOf(join(kept, `entry/${locale}.po`))].flatMap(([id, text]) =>
		whole.get(id) === text ? [] : [`entry/${locale}.po: not as in ${locale}.po: ${id}`],
	);
}

try {
	cpSync(kept, extracted, { recursive: true });
	execFileSync(join(app, "node_modules/.bin/lingui"), ["extract", "--clean"], {
		cwd: app,
		env: { ...process.env, TASKLIGHT_LOCALES: extracted },
		stdio: ["ignore", "ignore", "inherit"],
	});
	const found = LOCALES.flatMap((locale) => [
		...mistakesOf(`${locale}.po`),
		...mistakesOf(`entry/${locale}.po`),
		...differencesOf(locale),
	]);
	process.stdout.write(found.map((line) => `${line}\n`).join(""));
	process.exitCode = found.length === 0 ? 0 : 1;
} finally {
	rmSync(extracted, { recursive: true });
}
