// Point 30: an account is deleted by its owner, who knows what goes, has had the export, and gets a receipt.
import { readFile } from "node:fs/promises";
import { ABOUT_BROWSER, expect, logIn, test } from "./app.ts";

test("an account is exported, deleted with its password, and its name is free again", async ({
	context,
	page,
	account,
	request,
}) => {
	await logIn(page, account);
	const other = await context.newPage();
	await other.goto("/inbox");
	await expect(other.getByRole("heading", { level: 1, name: "Inbox" })).toBeVisible();
	const line = page.getByRole("textbox", { name: "Add a todo" });
	await line.fill("خرید milk");
	await line.press("Enter");
	await expect(page.getByRole("row")).toHaveCount(1);

	await page.goto("/settings/data");
	for (const gone of ["Every todo goes", "Every login and every API token", "This browser forgets"]) {
		await expect(page.getByText(gone)).toBeVisible();
	}
	await page.getByRole("button", { name: "Delete the account…" }).click();
	const dialog = page.getByRole("alertdialog", { name: "Delete the account for good?" });
	await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();

	const [file] = await Promise.all([
		page.waitForEvent("download"),
		dialog.getByRole("button", { name: "Download my data first" }).click(),
	]);
	const data = JSON.parse(await readFile(await file.path(), "utf8"));
	expect(file.suggestedFilename()).toMatch(/^tasklight-\d{4}-\d{2}-\d{2}\.json$/);
	expect(data.todos.map((todo: { title: string }) => todo.title)).toEqual(["خرید milk"]);
	expect(data.profile.username).toBe(account.username);

	await dialog.getByLabel("Your password").fill("not the password");
	await dialog.getByRole("button", { name: "Delete the account" }).click();
	await expect(dialog.getByRole("alert")).toContainText("The password is wrong.");
	await dialog.getByLabel("Your password").fill(account.password);
	await dialog.getByLabel("Your password").press("Enter");

	await expect(page).toHaveURL(/\/goodbye\?receipt=[0-9a-f-]{36}$/);
	await expect(page.getByRole("heading", { level: 1, name: "Your account is deleted" })).toBeVisible();
	await expect(page.getByText(/Everything was gone on/)).toBeVisible({ timeout: 20_000 });
	await expect(page.getByRole("listitem").filter({ hasText: "Todos" })).toContainText("gone");
	await expect(other).toHaveURL(/\/login/);
	const left = await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]);
	expect(left.filter((key) => !ABOUT_BROWSER.test(key))).toEqual([]);
	expect(await page.evaluate(() => caches.has("tasklight.stored"))).toBe(false);
	expect((await context.cookies()).filter(({ name }) => name === "refresh")).toEqual([]);

	await page.reload();
	await expect(page.getByText(/Everything was gone on/)).toBeVisible();
	expect((await request.post("/auth/token/", { data: account })).status()).toBe(401);
	expect((await request.post("/auth/register/", { data: account })).status()).toBe(201);
});

test("a receipt that does not exist is told", async ({ page }) => {
	await page.goto("/goodbye?receipt=00000000-0000-4000-8000-000000000000");

	await expect(page.getByRole("alert")).toContainText("There is no such receipt.");
});
