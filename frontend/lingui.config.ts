// Where Lingui finds messages and keeps their translations: all of them, and once more those of the pages in front of the
// app, which load no others.
import { defineConfig } from "@lingui/cli";
import { formatter } from "@lingui/format-po";

const folder = process.env.TASKLIGHT_LOCALES ?? "<rootDir>/src/locales";
const exclude = ["**/generated/**"];

export default defineConfig({
	sourceLocale: "en",
	locales: ["en", "fa", "ru"],
	catalogs: [
		{ path: `${folder}/{locale}`, include: ["<rootDir>/src"], exclude },
		{
			path: `${folder}/entry/{locale}`,
			include: [
				"<rootDir>/src/api",
				"<rootDir>/src/app/*.tsx",
				"<rootDir>/src/features/account/*.tsx",
				"<rootDir>/src/ui",
			],
			exclude,
		},
	],
	format: formatter({ lineNumbers: false, origins: false }),
});
