// Point 19: dark, light, or as the system says, without a flash.
import { expect, test } from "./app.ts";

const DARK = "rgb(16, 18, 20)";
const LIGHT = "rgb(243, 243, 240)";

for (const [colorScheme, ground] of [
	["dark", DARK],
	["light", LIGHT],
] as const) {
	test.describe(`a system that is ${colorScheme}`, () => {
		test.use({ colorScheme });

		test("is followed", async ({ page }) => {
			await page.goto("/login");

			await expect(page.locator("#app > div").first()).toHaveCSS("background-color", ground);
		});
	});
}

test("a chosen appearance wins over the system's and is there again before the first paint", async ({
	page,
	member,
}) => {
	expect(member.username).not.toBe("");
	await page.emulateMedia({ colorScheme: "light" });
	await page.getByRole("button", { name: "Account" }).click();
	await page.getByRole("radio", { name: "Dark" }).click();
	await expect(page.locator("body")).toHaveCSS("background-color", "rgb(22, 24, 26)");

	await page.addInitScript(() => {
		new MutationObserver(() => {
			if (document.body !== null && !("themeAtBody" in window)) {
				Object.assign(window, { themeAtBody: document.documentElement.dataset.theme });
			}
		}).observe(document, { childList: true, subtree: true });
	});
	await page.reload();

	expect(await page.evaluate(() => (window as unknown as { themeAtBody: string }).themeAtBody)).toBe("dark");
});
