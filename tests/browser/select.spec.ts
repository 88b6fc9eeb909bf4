// Many at once: selected by box, Shift and keyboard, changed together, and what failed is told by name.
import type { Page } from "@playwright/test";
import { axeViolations, expect, test } from "./app.ts";
import { Device } from "./device.ts";
import { expectTitles, row } from "./todos.ts";

const TITLES = ["one", "two", "three", "four", "five"];

/** The first two, from the keyboard. */
async function selectTwo(page: Page): Promise<void> {
	await row(page, "one").focus();
	await page.keyboard.press("Space");
	await page.keyboard.press("Shift+ArrowDown");
}

test.beforeEach(async ({ page, request, member }) => {
	await (await Device.of(request, member)).add(TITLES);
	await page.reload();
	await expectTitles(page, TITLES);
});

test("a box and Shift select a range, which is completed together", async ({ page }) => {
	await row(page, "two").hover();
	await row(page, "two").locator("label").first().click();
	await row(page, "four").click({ modifiers: ["Shift"] });
	const bar = page.getByRole("toolbar", { name: "Selected todos" });
	await expect(bar).toContainText("3 selected");

	await bar.getByRole("button", { name: "Complete" }).click();

	await expectTitles(page, ["one", "five"]);
	await expect(bar).toHaveCount(0);
	await page.getByRole("link", { name: "Completed" }).click();
	await expect(page.getByRole("row")).toHaveCount(3);
});

test("due date and priority are given from the keyboard to all that are selected", async ({
	page,
	request,
	member,
}) => {
	await selectTwo(page);
	const bar = page.getByRole("toolbar", { name: "Selected todos" });
	await expect(bar).toContainText("2 selected");

	await bar.getByRole("button", { name: "Priority" }).press("Enter");
	await page.getByRole("menuitem", { name: "High" }).press("Enter");
	await expect(bar).toHaveCount(0);

	const device = await Device.of(request, member);
	await expect.poll(async () => (await device.read<unknown[]>("/todos/?priority=3")).length).toBe(2);
	await page.keyboard.press("Control+z");
	await expect.poll(async () => (await device.read<unknown[]>("/todos/?priority=3")).length).toBe(0);
});

test("any day can be given to all that are selected, and Esc in its dialog changes nothing", async ({
	page,
	request,
	member,
}) => {
	await selectTwo(page);
	const choose = async () => {
		await page.getByRole("toolbar").getByRole("button", { name: "Due date" }).press("Enter");
		await page.getByRole("menuitem", { name: "Choose a day…" }).press("Enter");
		await expect(page.getByRole("dialog", { name: "Due date" })).toBeVisible();
	};
	await choose();
	await page.keyboard.press("Escape");
	await expect(page.getByRole("dialog")).toHaveCount(0);
	await expect(page.getByRole("toolbar")).toContainText("2 selected");

	await choose();
	await page.getByRole("spinbutton", { name: /month/ }).pressSequentially("12242031");
	expect(await axeViolations(page)).toEqual([]);
	await page.getByRole("button", { name: "Set the date" }).click();

	const device = await Device.of(request, member);
	const due = async () => (await device.read<{ due: string | null }[]>("/todos/")).map((todo) => todo.due);
	await expect.poll(async () => (await due()).filter((day) => day === "2031-12-24").length).toBe(2);
	await page.keyboard.press("Control+z");
	await expect.poll(async () => (await due()).filter((day) => day !== null).length).toBe(0);
});

test("Esc clears the selection", async ({ page }) => {
	await row(page, "one").focus();
	await page.keyboard.press("Control+a");
	await expect(page.getByRole("toolbar")).toContainText("5 selected");

	await page.keyboard.press("Escape");

	await expect(page.getByRole("toolbar")).toHaveCount(0);
});

test("what the server refuses is told by name and the rest is done", async ({ page, request, member, context }) => {
	const device = await Device.of(request, member);
	const [two] = (await device.read<{ id: number; title: string }[]>("/todos/")).filter(({ title }) => title === "two");
	await context.route("**/todos/changes/**", (route) => route.abort());
	await device.remove(`/todos/${two?.id}/`);
	await device.remove(`/todos/trash/${two?.id}/`);
	await row(page, "one").focus();
	await page.keyboard.press("Control+a");

	await page.getByRole("toolbar").getByRole("button", { name: "Complete" }).click();

	await expect(page.getByText("Not changed: two. It is not there any more.")).toBeVisible();
	await expect.poll(() => device.titles()).toEqual([]);
});

test("more than five hundred go in several requests", async ({ page, request, member }) => {
	const device = await Device.of(request, member);
	await device.add(Array.from({ length: 1200 }, (_, index) => `number ${index}`));
	await page.reload();
	await expect(row(page, "one")).toBeVisible();
	const sizes: number[] = [];
	page.on("response", async (answer) => {
		if (answer.url().endsWith("/todos/bulk/")) {
			sizes.push(((await answer.json()) as unknown[]).length);
		}
	});
	await row(page, "one").focus();
	await page.keyboard.press("Control+a");

	await expect(page.getByRole("toolbar")).toContainText(/1,?205/);
	await page.getByRole("toolbar").getByRole("button", { name: "Complete" }).click();

	await expect(page.getByRole("row")).toHaveCount(0);
	await expect.poll(() => sizes).toEqual([500, 500, 205]);
	await expect.poll(() => device.titles()).toEqual([]);
});
