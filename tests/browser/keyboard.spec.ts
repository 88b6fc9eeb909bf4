// Points 11 and 12: the everyday loop without a mouse. The focus can always be seen and is never lost.
import type { Page } from "@playwright/test";
import { expect, test } from "./app.ts";
import { expectTitles, row } from "./todos.ts";

/** What has the focus is neither nothing nor invisible. */
async function expectFocus(page: Page): Promise<void> {
	const focused = await page.evaluate(() => {
		const element = document.activeElement;
		const isSeen = element !== null && element !== document.body && element.getBoundingClientRect().width > 0;
		return isSeen ? "seen" : element?.outerHTML.slice(0, 200);
	});
	expect(focused).toBe("seen");
}

async function tabTo(page: Page, name: RegExp | string): Promise<void> {
	for (let presses = 0; presses < 40; presses++) {
		const found = page
			.locator(":focus")
			.and(
				page.getByRole("link", { name }).or(page.getByRole("button", { name })).or(page.getByRole("textbox", { name })),
			);
		if ((await found.count()) > 0) {
			return;
		}
		await page.keyboard.press("Tab");
		await expectFocus(page);
	}
	throw new Error(`Tab does not reach ${name}`);
}

test("twenty todos in a row by Enter alone, in their order", async ({ page, member }) => {
	expect(member.username).not.toBe("");
	const titles = Array.from({ length: 20 }, (_, index) => `number ${index + 1}`);
	await page.getByRole("textbox", { name: "Add a todo" }).focus();
	for (const title of titles) {
		await page.keyboard.type(title);
		await page.keyboard.press("Enter");
	}

	await expect(page.getByRole("textbox", { name: "Add a todo" })).toBeFocused();
	await expect(page.getByRole("grid")).toHaveAttribute("aria-rowcount", "20");
});

test("from the registration to the log-out by keyboard alone", async ({ page }) => {
	await page.goto("/register");
	await expect(page.getByRole("textbox", { name: "Username" })).toBeFocused();
	await page.keyboard.type(`browser-${crypto.randomUUID()}`);
	await tabTo(page, "Password");
	await page.keyboard.type("a long enough secret 7");
	await page.keyboard.press("Enter");
	await expect(page).toHaveURL(/\/inbox$/);
	await expect(page.getByRole("textbox", { name: "Add a todo" })).toBeVisible();

	await tabTo(page, "Add a todo");
	for (const title of ["one", "two", "three"]) {
		await page.keyboard.type(title);
		await page.keyboard.press("Enter");
	}
	await expectTitles(page, ["one", "two", "three"]);

	await page.keyboard.press("Tab");
	await expect(page.getByRole("searchbox")).toBeFocused();
	await page.keyboard.press("Tab");
	await page.keyboard.press("Tab");
	await expect(row(page, "one")).toBeFocused();
	await page.keyboard.press("ArrowDown");
	await expect(row(page, "two")).toBeFocused();
	await page.keyboard.press("Alt+ArrowUp");
	await expectTitles(page, ["two", "one", "three"]);
	await expect(row(page, "two")).toBeFocused();

	await page.keyboard.press("Delete");
	await expectTitles(page, ["one", "three"]);
	await expect(row(page, "one")).toBeFocused();
	await page.keyboard.press("Space");
	await page.keyboard.press("Escape");
	await page.keyboard.press("Delete");
	await page.keyboard.press("Delete");
	await expectTitles(page, []);
	await expect(page.getByRole("heading", { level: 1 })).toBeFocused();

	await page.keyboard.press("Control+k");
	await expect(page.getByRole("combobox")).toBeFocused();
	await page.keyboard.type("log out");
	await page.keyboard.press("Enter");
	await expect(page).toHaveURL(/\/login$/);
});
