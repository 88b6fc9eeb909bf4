// Point 15 and the budgets: no rule of axe is broken on any screen, light, dark or mirrored, and the pages stay small.
import { axeViolations, expect, test } from "./app.ts";

const KB = 1000;

for (const [locale, colorScheme] of [
	["en-US", "light"],
	["fa-IR", "dark"],
	["ru-RU", "dark"],
] as const) {
	test.describe(`in ${locale}, ${colorScheme}`, () => {
		test.use({ locale, colorScheme });

		test("axe finds nothing before the login", async ({ page }) => {
			for (const path of ["/login", "/register"]) {
				await page.goto(path);
				await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
				expect(await axeViolations(page), path).toEqual([]);
			}
		});

		test("axe finds nothing in the app", async ({ page, member }) => {
			expect(member.username).not.toBe("");
			await page.locator("#content form input").fill("خرید milk");
			await page.locator("#content form input").press("Enter");
			await expect(page.getByRole("row")).toHaveCount(1);
			expect(await axeViolations(page), "inbox").toEqual([]);
			await page.locator("header button").last().click();
			await expect(page.getByRole("dialog")).toBeVisible();
			expect(await axeViolations(page), "the account's menu").toEqual([]);
		});
	});
}

/** The bytes of a page's scripts and styles as they came over the network, with gzip. */
function bytesOf(page: import("@playwright/test").Page): Promise<{ js: number; css: number; largest: number }> {
	return page.evaluate(() => {
		const files = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
		const sizes = (kind: string) => files.filter((f) => f.name.endsWith(kind)).map((f) => f.encodedBodySize);
		const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
		return { js: sum(sizes(".js")), css: sum(sizes(".css")), largest: Math.max(...sizes(".js")) };
	});
}

test.describe("with gzip", () => {
	test.use({ extraHTTPHeaders: { "Accept-Encoding": "gzip" } });

	test("the login page has at most 140 kB of script and 15 kB of style", async ({ page }) => {
		await page.goto("/login", { waitUntil: "networkidle" });
		const { js, css } = await bytesOf(page);
		test.info().annotations.push({ type: "bytes", description: `login: ${js} of script, ${css} of style` });

		expect(js).toBeGreaterThan(20 * KB);
		expect(js).toBeLessThanOrEqual(140 * KB);
		expect(css).toBeLessThanOrEqual(15 * KB);
	});

	test("the list has at most 210 kB of script and 15 kB of style", async ({ page, member }) => {
		expect(member.username).not.toBe("");
		await page.goto("/inbox", { waitUntil: "networkidle" });
		const { js, css } = await bytesOf(page);

		expect(js).toBeLessThanOrEqual(210 * KB);
		expect(css).toBeLessThanOrEqual(15 * KB);
	});
});
