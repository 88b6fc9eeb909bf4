// Points 29 and 16: whatever was done to todos can be undone, at its exact place, and each is said once.
import { expect, test } from "./app.ts";
import { Device } from "./device.ts";
import { expectTitles, row, tick } from "./todos.ts";

const TITLES = ["one", "two", "three", "four"];

test.beforeEach(async ({ page, request, member }) => {
	await (await Device.of(request, member)).add(TITLES);
	await page.reload();
	await expectTitles(page, TITLES);
});

test("a deletion is undone by the button, at its exact place", async ({ page }) => {
	await row(page, "two").focus();
	await page.keyboard.press("Delete");
	await expectTitles(page, ["one", "three", "four"]);

	await page.getByRole("button", { name: "Undo" }).click();

	await expectTitles(page, TITLES);
	await page.reload();
	await expectTitles(page, TITLES);
});

test("Ctrl+Z undoes one after the other, newest first, also when the notifications are gone", async ({ page }) => {
	await tick(page, "three");
	await row(page, "one").focus();
	await page.keyboard.press("Delete");
	await expectTitles(page, ["two", "four"]);
	await page.getByRole("button", { name: "Close notification" }).click();

	await page.keyboard.press("Control+z");
	await expectTitles(page, ["one", "two", "four"]);
	await page.keyboard.press("Control+z");

	await expectTitles(page, TITLES);
});

test("what was saved in the details is undone by Ctrl+Z as well", async ({ page }) => {
	await row(page, "two").focus();
	await page.keyboard.press("Enter");
	const title = page.getByRole("textbox", { name: "Title" });
	await title.fill("deux");
	await page.keyboard.press("Control+Enter");
	await expect(page.getByText("Saved: deux")).toBeVisible();
	await title.press("Escape");
	await expect(row(page, "deux")).toBeFocused();

	await page.keyboard.press("Control+z");

	await expectTitles(page, TITLES);
	await page.waitForLoadState("networkidle");
	await page.reload();
	await expectTitles(page, TITLES);
});

test("a todo that was just added goes into the trash by Ctrl+Z", async ({ page }) => {
	const line = page.getByRole("textbox", { name: "Add a todo" });
	await line.fill("five");
	await line.press("Enter");
	await expectTitles(page, [...TITLES, "five"]);
	await row(page, "one").focus();

	await page.keyboard.press("Control+z");

	await expectTitles(page, TITLES);
	await page.waitForLoadState("networkidle");
	await page.goto("/trash");
	await expectTitles(page, ["five"]);
});

test("Ctrl+Z while typing belongs to the text", async ({ page }) => {
	await row(page, "one").focus();
	await page.keyboard.press("Delete");
	await expectTitles(page, ["two", "three", "four"]);

	const line = page.getByRole("textbox", { name: "Add a todo" });
	await line.pressSequentially("abc");
	await line.press("Control+z");

	await expectTitles(page, ["two", "three", "four"]);
});

test("a change of many is undone at once, each gets its own values back", async ({ page }) => {
	await row(page, "two").focus();
	await page.keyboard.press("Control+a");
	await page.getByRole("toolbar").getByRole("button", { name: "Delete" }).click();
	await expect(page.getByRole("row")).toHaveCount(0);
	await expect(page.getByRole("alert")).toContainText("4 todos deleted");

	await page.getByRole("button", { name: "Undo" }).click();

	await expectTitles(page, TITLES);
});

test("an undo can be had for at least six seconds, and the clock stands still under the pointer", async ({ page }) => {
	await page.clock.install();
	await tick(page, "two");
	const undo = page.getByRole("button", { name: "Undo" });
	await expect(undo).toBeVisible();
	await page.clock.runFor(6000);
	await expect(undo).toBeVisible();

	await undo.hover();
	await page.clock.runFor(20_000);
	await expect(undo).toBeVisible();
	await page.mouse.move(0, 0);
	await page.clock.runFor(8000);

	await expect(undo).toHaveCount(0);
});

test("what happened is said once", async ({ page }) => {
	await page.evaluate(() => {
		const heard: string[] = [];
		Object.assign(window, { heard });
		new MutationObserver((changes) => {
			for (const { addedNodes } of changes) {
				for (const node of addedNodes) {
					const element = node instanceof Element ? node : node.parentElement;
					const live = element?.closest('[role="alert"], [role="status"], [aria-live]:not([aria-live="off"])');
					const inside = element?.querySelectorAll('[role="alert"], [role="status"]') ?? [];
					heard.push(...(live ? [node.textContent ?? ""] : [...inside].map((alert) => alert.textContent ?? "")));
				}
			}
		}).observe(document.body, { childList: true, subtree: true, characterData: true });
	});

	await tick(page, "two");
	await page.getByRole("button", { name: "Undo" }).click();
	await expectTitles(page, TITLES);
	await page.waitForTimeout(500);

	const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard);
	expect(heard.filter((text) => text.includes("Completed: two"))).toHaveLength(1);
	expect(heard.filter((text) => text.includes("Open again: two"))).toHaveLength(1);
});
