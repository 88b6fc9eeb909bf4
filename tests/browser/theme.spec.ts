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

test("who wants less motion sees nothing move", async ({ page, member }) => {
	expect(member.username).not.toBe("");
	const moving = () =>
		page.evaluate(() =>
			[...document.querySelectorAll("*")].flatMap((element) => {
				const { transitionDuration, animationDuration } = getComputedStyle(element);
				const seconds = `${transitionDuration}, ${animationDuration}`.split(", ").map(Number.parseFloat);
				return seconds.some((duration) => duration > 0) ? [element.className] : [];
			}),
		);
	await page.emulateMedia({ reducedMotion: "no-preference" });
	expect(await moving()).not.toEqual([]);

	await page.emulateMedia({ reducedMotion: "reduce" });

	expect(await moving()).toEqual([]);
});

test("with forced colours the current view, the chosen and the done are told apart without their grounds", async ({
	page,
	member,
}) => {
	expect(member.username).not.toBe("");
	await page.getByRole("textbox", { name: "Add a todo" }).fill("Buy milk");
	await page.getByRole("textbox", { name: "Add a todo" }).press("Enter");
	await expect(page.getByRole("row")).toHaveCount(1);
	await page.emulateMedia({ forcedColors: "active" });

	const outlined = (selector: string) =>
		page
			.locator(selector)
			.first()
			.evaluate((element) => getComputedStyle(element).outlineStyle !== "none");
	expect(await outlined('nav [aria-current="page"]')).toBe(true);
	expect(await outlined('nav a:not([aria-current="page"])')).toBe(false);
	const mark = (name: string) =>
		page
			.locator("label")
			.filter({ has: page.getByRole("checkbox", { name }) })
			.locator("svg");
	await expect(mark("Complete Buy milk")).toHaveCSS("visibility", "hidden");
	await page.getByRole("checkbox", { name: "Complete Buy milk" }).press("Space");
	await page.getByRole("link", { name: "Completed" }).click();
	await expect(mark("Open Buy milk again")).toHaveCSS("visibility", "visible");

	await page.getByRole("button", { name: "Account" }).click();
	expect(await outlined('[role="dialog"] label:has(:checked)')).toBe(true);
	expect(await outlined('[role="dialog"] label:has(input:not(:checked))')).toBe(false);
});

test("on paper there is the page alone, dark on light", async ({ page, member }) => {
	expect(member.username).not.toBe("");
	await page.emulateMedia({ colorScheme: "dark" });
	await page.getByRole("textbox", { name: "Add a todo" }).fill("Buy milk");
	await page.getByRole("textbox", { name: "Add a todo" }).press("Enter");
	await expect(page.getByRole("row")).toHaveCount(1);

	await page.emulateMedia({ media: "print", colorScheme: "dark" });

	await expect(page.getByText("Buy milk")).toBeVisible();
	await expect(page.getByRole("heading", { level: 1, name: "Inbox" })).toBeVisible();
	await expect(page.getByRole("navigation", { name: "Views" })).toBeHidden();
	await expect(page.getByRole("button", { name: "Account" })).toBeHidden();
	await expect(page.locator("body")).toHaveCSS("color", "rgb(29, 33, 37)");
});
