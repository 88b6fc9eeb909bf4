// Where Lingui finds messages and keeps their translations.
import { defineConfig } from "@lingui/cli";
import { formatter } from "@lingui/format-po";

export default defineConfig({
	sourceLocale: "en",
	locales: ["en", "fa", "ru"],
	catalogs: [{ path: "<rootDir>/src/locales/{locale}", include: ["<rootDir>/src"], exclude: ["**/generated/**"] }],
	format: formatter({ lineNumbers: false, origins: false }),
});
