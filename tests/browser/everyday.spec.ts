// The everyday loop: an account, todos, done and undone, and out again; a session that goes on, and one that has ended.
import { expect, logIn, test } from "./app.ts";

test("from the first visit to the log-out", async ({ page }) => {
	await page.goto("/");
	await page.getByRole("link", { name: "Create one" }).click();
	await expect(page.getByRole("heading", { level: 1 })).toHaveText("Create an account");
	await page.getByLabel("Username").fill(`browser-${crypto.randomUUID()}`);
	await page.getByLabel("Password").fill("a long enough secret 7");
	await page.getByRole("button", { name: "Create account" }).click();
	await expect(page).toHaveURL(/\/inbox$/);

	const line = page.getByRole("textbox", { name: "Add a todo" });
	for (const title of ["Buy milk", "خرید milk", "Позвонить"]) {
		await line.fill(title);
		await line.press("Enter");
	}
	await expect(page.getByRole("row")).toHaveText(["Buy milk", "خرید milk", "Позвонить"]);
	await expect(line).toBeFocused();

	await page.getByRole("checkbox", { name: "Complete Buy milk" }).press("Space");
	await expect(page.getByRole("row")).toHaveText(["خرید milk", "Позвонить"]);
	await page.getByRole("button", { name: "Undo" }).click();
	await expect(page.getByRole("row")).toHaveText(["Buy milk", "خرید milk", "Позвонить"]);

	await page.getByRole("button", { name: "Account" }).click();
	await page.getByRole("button", { name: "Log out" }).click();
	await expect(page).toHaveURL(/\/login$/);
	await page.goto("/inbox");
	await expect(page).toHaveURL(/\/login\?next=/);
});

test("a reload goes on with the session by a silent refresh, at the same address", async ({ page, member }) => {
	expect(member.username).not.toBe("");
	await page.getByRole("link", { name: "Upcoming" }).click();
	await expect(page.getByRole("heading", { level: 1, name: "Upcoming" })).toBeFocused();

	await page.reload();

	await expect(page).toHaveURL(/\/upcoming$/);
	await expect(page.getByRole("heading", { level: 1, name: "Upcoming" })).toBeVisible();
	await expect(page).toHaveTitle("Upcoming · Tasklight");
});

test("a login leads to the address that was asked for", async ({ page, account }) => {
	await page.goto("/today");
	await page.getByLabel("Username").fill(account.username);
	await page.getByLabel("Password").fill(account.password);
	await page.getByRole("button", { name: "Log in" }).click();

	await expect(page).toHaveURL(/\/today$/);
});

test("a wrong password is told and what was typed stays", async ({ page, account }) => {
	await page.goto("/login");
	await page.getByLabel("Username").fill(account.username);
	await page.getByLabel("Password").fill("not the password");
	await page.getByRole("button", { name: "Log in" }).click();

	await expect(page.getByRole("alert")).toContainText("The username or the password is wrong.");
	await expect(page.getByLabel("Username")).toHaveValue(account.username);
});

test("a name that is taken is told next to its field, which gets the focus", async ({ page, account }) => {
	await page.goto("/register");
	await page.getByLabel("Username").fill(account.username);
	await page.getByLabel("Password").fill(account.password);
	await page.getByRole("button", { name: "Create account" }).click();

	await expect(page.getByText("Another account has it already.")).toBeVisible();
	await expect(page.getByLabel("Username")).toBeFocused();
});

test("logging out in one tab logs out the other", async ({ context, page, account }) => {
	await logIn(page, account);
	const other = await context.newPage();
	await other.goto("/inbox");
	await expect(other.getByRole("heading", { level: 1, name: "Inbox" })).toBeVisible();

	await page.getByRole("button", { name: "Account" }).click();
	await page.getByRole("button", { name: "Log out" }).click();

	await expect(other).toHaveURL(/\/login$/);
});
