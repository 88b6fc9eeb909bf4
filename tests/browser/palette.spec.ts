// Point 14: Ctrl+K reaches every command, in any language, and Esc gives the focus back.
import { expect, test } from "./app.ts";
import { Device } from "./device.ts";
import { expectTitles, row } from "./todos.ts";

test("commands are found by a part of their name and run", async ({ page, member }) => {
	expect(member.username).not.toBe("");
	await page.keyboard.press("Control+k");
	const search = page.getByRole("combobox", { name: "Search for a command" });
	await expect(search).toBeFocused();
	await search.pressSequentially("upcom");
	await expect(page.getByRole("option")).toHaveText(["Go to: Upcoming"]);
	await page.keyboard.press("Enter");
	await expect(page).toHaveURL(/\/upcoming$/);
	await expect(page.getByRole("heading", { level: 1, name: "Upcoming" })).toBeFocused();

	await page.keyboard.press("Control+k");
	await search.pressSequentially("فارسی");
	await page.keyboard.press("Enter");

	await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
});

test("Esc gives the focus back to where it was", async ({ page, request, member }) => {
	await (await Device.of(request, member)).add(["one", "two"]);
	await page.reload();
	await row(page, "two").focus();
	await page.keyboard.press("Control+k");
	await expect(page.getByRole("combobox")).toBeFocused();

	await page.keyboard.press("Escape");

	await expect(page.getByRole("combobox")).toHaveCount(0);
	await expect(row(page, "two")).toBeFocused();
});

test("it is also about the row that had the focus, and about what can be undone", async ({ page, request, member }) => {
	await (await Device.of(request, member)).add(["one", "two", "three"]);
	await page.reload();
	const run = async (name: string) => {
		await page.keyboard.press("Control+k");
		await page.getByRole("combobox").pressSequentially(name);
		await page.keyboard.press("Enter");
	};
	await row(page, "two").focus();

	await run("Move two up");
	await expectTitles(page, ["two", "one", "three"]);
	await run("Delete two");
	await expectTitles(page, ["one", "three"]);
	await run("Undo");
	await expectTitles(page, ["two", "one", "three"]);
	await run("Add a todo");

	await expect(page.getByRole("textbox", { name: "Add a todo" })).toBeFocused();
});

test("every command of the page is in it", async ({ page, request, member }) => {
	await (await Device.of(request, member)).add(["one", "two"]);
	await page.reload();
	await row(page, "one").focus();
	await page.keyboard.press("Control+k");
	await expect(page.getByRole("combobox")).toBeFocused();
	const names = await page.getByRole("option").allTextContents();

	for (const wanted of ["Go to: Today", "Go to: Trash", "Add a todo", "Select all", "Complete one", "Move one down"]) {
		expect(names).toContain(wanted);
	}
	for (const wanted of ["Delete one", "Go to: Settings", "Appearance: Dark", "Language: Русский", "Log out"]) {
		expect(names).toContain(wanted);
	}
});
