// The trash: taken back from, removed for good one by one and all together, each only after a question (point 17).
import { expect, test } from "./app.ts";
import { Device } from "./device.ts";
import { expectTitles, row } from "./todos.ts";

test.beforeEach(async ({ page, request, member }) => {
	const device = await Device.of(request, member);
	for (const { id } of await device.add(["one", "two", "three"])) {
		await device.remove(`/todos/${id}/`);
	}
	await page.goto("/trash");
	await expectTitles(page, ["three", "two", "one"]);
});

test("a todo is restored, with an offer to undo that", async ({ page, request, member }) => {
	await page.getByRole("button", { name: "Restore two" }).click();
	await expectTitles(page, ["three", "one"]);
	const device = await Device.of(request, member);
	await expect.poll(() => device.titles()).toEqual(["two"]);

	await page.getByRole("button", { name: "Undo" }).click();

	await expect.poll(() => device.titles()).toEqual([]);
});

test("one is removed for good only after the question, whose default is Cancel", async ({ page }) => {
	const more = page.getByRole("button", { name: "More about two" });
	const ask = async () => {
		await more.click();
		await page.getByRole("menuitem", { name: "Delete for good" }).press("Enter");
	};
	const dialog = page.getByRole("alertdialog", { name: "Delete “two” for good?" });

	await ask();
	await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
	await page.keyboard.press("Enter");
	await expect(dialog).toHaveCount(0);
	await expect(row(page, "two")).toBeFocused();
	await ask();
	await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
	await page.keyboard.press("Escape");
	await expect(dialog).toHaveCount(0);
	await expect(row(page, "two")).toBeFocused();
	await expectTitles(page, ["three", "two", "one"]);

	await ask();
	await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
	await page.keyboard.press("Tab");
	await page.keyboard.press("Enter");

	await expectTitles(page, ["three", "one"]);
	await expect(page.locator(":focus")).toHaveCount(1);
	await page.reload();
	await expectTitles(page, ["three", "one"]);
});

test("the dialog keeps the focus inside", async ({ page }) => {
	await page.getByRole("button", { name: "Empty the trash" }).press("Enter");
	const dialog = page.getByRole("alertdialog");
	await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();

	for (let presses = 0; presses < 5; presses++) {
		await page.keyboard.press("Tab");
		expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
	}
});

test("all are removed for good together", async ({ page, request, member }) => {
	await page.getByRole("button", { name: "Empty the trash" }).click();
	await page.getByRole("alertdialog").getByRole("button", { name: "Empty the trash" }).click();

	await expect(page.getByText("The trash is empty. Deleted todos stay here for 30 days.")).toBeVisible();
	const device = await Device.of(request, member);
	expect(await device.read("/todos/trash/")).toEqual([]);
	await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
});

test("what is selected is restored together", async ({ page, request, member }) => {
	await row(page, "three").focus();
	await page.keyboard.press("Control+a");
	await page.getByRole("toolbar").getByRole("button", { name: "Restore" }).click();

	const device = await Device.of(request, member);
	await expect.poll(() => device.titles()).toEqual(["one", "two", "three"]);
});
