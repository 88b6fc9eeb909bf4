// Points 8, 17, 23, 26 and 27: a todo's details, from a shared address to what becomes of a change that cannot be saved.

import { axeViolations, expect, logIn, test } from "./app.ts";
import { Device } from "./device.ts";

test("details open from the row, stand in the address, survive a reload, and give the focus back", async ({
	page,
	member,
	request,
}) => {
	const device = await Device.of(request, member);
	const [todo] = await device.add([{ title: "Buy milk", description: "Two **litres**", priority: 3 }]);
	await page.reload();
	await page.getByRole("row", { name: "Buy milk" }).focus();
	await page.keyboard.press("Enter");

	await expect(page).toHaveURL(`/inbox?todo=${todo?.id}`);
	await expect(page.getByRole("heading", { name: "Details" })).toBeFocused();
	await page.reload();
	const pane = page.getByRole("region", { name: "Details" });
	await expect(pane.getByRole("textbox", { name: "Title" })).toHaveValue("Buy milk");
	await expect(pane.getByRole("combobox", { name: "Priority" })).toHaveValue("3");
	await expect(pane.getByText("litres")).toHaveCSS("font-weight", "700");
	expect(await axeViolations(page)).toEqual([]);

	await pane.getByRole("textbox", { name: "Title" }).press("Escape");
	await expect(pane).toBeHidden();
	await expect(page).toHaveURL("/inbox");
	await expect(page.getByRole("row", { name: "Buy milk" })).toBeFocused();
});

test("Markdown becomes text, never HTML of the page or a request", async ({ page, member, request }) => {
	const device = await Device.of(request, member);
	const description =
		"# Plan\n\n- [x] one\n- [ ] two\n\n<img src=https://example.org/x onerror=alert(1)> ![pic](https://example.org/p.png) [bad](javascript:alert(1)) [web](https://example.org/)";
	const [todo] = await device.add([{ title: "Plan", description }]);
	await page.goto(`/inbox?todo=${todo?.id}`);
	const pane = page.getByRole("region", { name: "Details" });

	await expect(pane.getByRole("heading", { name: "Plan", level: 3 })).toBeVisible();
	await expect(pane.getByRole("link")).toHaveText(["pic", "web"]);
	await expect(pane.locator("img")).toHaveCount(0);
	await expect(pane.getByText("<img src=https://example.org/x")).toBeVisible();
});

test("a description can be read before what Markdown needs has come", async ({ page, member, request }) => {
	const device = await Device.of(request, member);
	const [todo] = await device.add([{ title: "Buy milk", description: "Two **litres**" }]);
	await page.route("**/Markdown-*.js", () => {});
	await page.goto(`/inbox?todo=${todo?.id}`);

	await expect(page.getByRole("region", { name: "Details" }).getByText("Two **litres**")).toBeVisible();
});

test("a change is saved with the version it was made on, and can be taken back", async ({ page, member, request }) => {
	const device = await Device.of(request, member);
	const [todo] = await device.add([{ title: "Buy milk" }]);
	const id = todo?.id ?? 0;
	await page.goto(`/inbox?todo=${id}`);
	const sent = page.waitForRequest((other) => other.method() === "PATCH" && other.url().includes("/todos/"));
	await page.getByRole("textbox", { name: "Title" }).fill("Buy oat milk");
	await page.getByRole("textbox", { name: "Description" }).fill("Two litres");
	await page.keyboard.press("Control+Enter");

	expect((await sent).headers()["if-match"]).toBe(`"${todo?.version}"`);
	await expect(page.getByRole("row", { name: "Buy oat milk" })).toBeVisible();
	await expect(page.getByText("Saved: Buy oat milk")).toBeVisible();
	expect(await device.get(id)).toMatchObject({ title: "Buy oat milk", description: "Two litres" });

	await page.getByText("History").click();
	await page.getByRole("button", { name: /Take back the change/ }).click();
	await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Buy milk");
	expect(await device.get(id)).toMatchObject({ title: "Buy milk", description: "" });
});

test("what was typed survives Esc and a reload, and is saved later", async ({ page, member, request }) => {
	const device = await Device.of(request, member);
	const [todo] = await device.add([{ title: "Buy milk" }]);
	await page.goto(`/inbox?todo=${todo?.id}`);
	await page.getByRole("textbox", { name: "Description" }).fill("Not yet finished");
	await page.keyboard.press("Escape");
	await expect(page.getByRole("row")).toContainText("Not saved");

	await page.goto(`/inbox?todo=${todo?.id}`);
	await expect(page.getByText("Not saved yet")).toBeVisible();
	await page.getByRole("radio", { name: "Write" }).click();
	await expect(page.getByRole("textbox", { name: "Description" })).toHaveValue("Not yet finished");
	await page.getByRole("button", { name: "Save" }).click();

	await expect(page.getByText("Not saved yet")).toBeHidden();
	await expect.poll(async () => (await device.get(todo?.id ?? 0)).description).toBe("Not yet finished");
});

test("what was typed survives the end of the session", async ({ page, member, request, context }) => {
	const device = await Device.of(request, member);
	const [todo] = await device.add([{ title: "Buy milk" }]);
	await page.goto(`/inbox?todo=${todo?.id}`);
	await page.getByRole("textbox", { name: "Title" }).fill("Buy oat milk");
	await context.clearCookies();
	await page.goto("/login");
	await logIn(page, member);

	await page.goto(`/inbox?todo=${todo?.id}`);
	await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Buy oat milk");
});

test("a title is written in its row; Esc keeps it, Enter saves it", async ({ page, member, request }) => {
	const device = await Device.of(request, member);
	const [todo] = await device.add([{ title: "خرید milk" }]);
	await page.reload();
	await expect(page.getByRole("row").locator("bdi")).toHaveText("خرید milk");
	await page.getByRole("row").focus();
	await page.keyboard.press("F2");
	const line = page.getByRole("textbox", { name: "Title of خرید milk" });
	await expect(line).toBeFocused();
	await line.fill("خرید bread");
	await line.press("Escape");
	await expect(page.getByRole("row")).toContainText("Not saved");
	await expect(page.getByRole("row")).toBeFocused();
	expect((await device.get(todo?.id ?? 0)).title).toBe("خرید milk");

	await page.getByRole("row").locator("bdi").dblclick();
	await expect(line).toHaveValue("خرید bread");
	await line.press("Enter");
	await expect(page.getByRole("row").locator("bdi")).toHaveText("خرید bread");
	await expect.poll(async () => (await device.get(todo?.id ?? 0)).title).toBe("خرید bread");
});

test("a change of somebody else to another field is kept without a question", async ({ page, member, request }) => {
	const device = await Device.of(request, member);
	const [todo] = await device.add([{ title: "Buy milk" }]);
	const id = todo?.id ?? 0;
	await page.goto(`/inbox?todo=${id}`);
	await page.getByRole("textbox", { name: "Title" }).fill("Buy oat milk");
	await device.patch(id, { priority: 3 });
	await page.keyboard.press("Enter");

	await expect(page.getByText("Saved: Buy oat milk")).toBeVisible();
	expect(await device.get(id)).toMatchObject({ title: "Buy oat milk", priority: 3 });
});

test("a field that somebody else changed too is asked about, and no other one is lost", async ({
	page,
	member,
	request,
}) => {
	const device = await Device.of(request, member);
	const [todo] = await device.add([{ title: "Buy milk", description: "old" }]);
	const id = todo?.id ?? 0;
	await page.goto(`/inbox?todo=${id}`);
	await page.getByRole("textbox", { name: "Title" }).fill("My title");
	await page.getByRole("radio", { name: "Write" }).click();
	await page.getByRole("textbox", { name: "Description" }).fill("My text");
	await device.patch(id, { title: "Their title", description: "Their text", priority: 2 });
	await page.getByRole("button", { name: "Save" }).click();

	const dialog = page.getByRole("dialog", { name: "Changed by somebody else" });
	await expect(dialog).toContainText("Their title");
	await expect(dialog).toContainText("My title");
	expect(await axeViolations(page)).toEqual([]);
	await page.keyboard.press("Escape");
	await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("My title");

	await page.getByRole("button", { name: "Save" }).click();
	await dialog
		.getByRole("group", { name: "Description" })
		.getByRole("radio", { name: /Theirs/ })
		.check();
	await dialog.getByRole("button", { name: "Save the choice" }).click();
	await expect(dialog).toBeHidden();
	await expect.poll(() => device.get(id)).toMatchObject({ title: "My title", description: "Their text", priority: 2 });
});

test("a refused field says why beside it and gets the focus", async ({ page, member, request }) => {
	const device = await Device.of(request, member);
	const [todo] = await device.add([{ title: "Buy milk" }]);
	await page.goto(`/inbox?todo=${todo?.id}`);
	await page.getByRole("textbox", { name: "Description" }).fill("ї".repeat(9000));
	await page.getByRole("textbox", { name: "Title" }).fill("   ");
	await page.getByRole("button", { name: "Save" }).click();

	const title = page.getByRole("textbox", { name: "Title" });
	await expect(title).toHaveAttribute("aria-invalid", "true");
	await expect(title).toBeFocused();
	await expect(title).toHaveAccessibleDescription("Please fill this in.");
	await expect(page.getByRole("textbox", { name: "Description" })).toHaveAccessibleDescription("This is too long.");
	await title.fill("Buy bread");
	await expect(title).not.toHaveAttribute("aria-invalid", "true");
	await expect(page.getByRole("textbox", { name: "Description" })).toHaveValue("ї".repeat(9000));
});

test("a todo that is not there any more is told", async ({ page, member }) => {
	expect(member.username).not.toBe("");
	await page.goto("/inbox?todo=999999999");
	await expect(page.getByText("This todo is not there any more.")).toBeVisible();
});
