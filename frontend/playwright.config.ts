// How the browser tests run: against the instance that TASKLIGHT_URL names, in Debian's Chromium.
import { join } from "node:path";
import { defineConfig } from "@playwright/test";

export default defineConfig({
	testDir: "../tests/browser",
	outputDir: "../build/browser",
	snapshotPathTemplate: "{testDir}/screenshots/{arg}{ext}",
	fullyParallel: true,
	workers: 2,
	timeout: 60_000,
	// Machines that do other work, too.
	expect: { timeout: 10_000 },
	forbidOnly: true,
	reporter: process.env.TASKLIGHT_JUNIT ? [["list"], ["junit", { outputFile: process.env.TASKLIGHT_JUNIT }]] : "list",
	use: {
		baseURL: process.env.TASKLIGHT_URL ?? "http://localhost:8000",
		locale: "en-US",
		// What the worker answers, page.route does not see: its own tests allow it.
		serviceWorkers: "block",
		launchOptions: {
			executablePath: "/usr/bin/chromium",
			args: ["--no-sandbox", "--font-render-hinting=none", "--disable-lcd-text"],
			env: { ...process.env, FONTCONFIG_FILE: join(import.meta.dirname, "../tests/browser/fonts.conf") },
		},
	},
});
