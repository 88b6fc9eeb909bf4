// Where Lingui finds messages and keeps their translations.
import { defineConfig } from "@lingui/cli";
import { formatter } from "@lingui/format-po";

const folder = process.env.TASKLIGHT_LOCALES ?? "<rootDir>/src/locales";

export default defineConfig({
	sourceLocale: "en",
	locales: ["en", "fa", "ru"],
	catalogs: [{ path: `${folder}/{locale}`, include: ["<rootDir>/src"], exclude: ["**/generated/**"] }],
	format: formatter({ lineNumbers: false, origins: false }),
});
