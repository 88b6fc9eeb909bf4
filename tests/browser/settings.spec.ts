// The settings: profile, language and calendar, password, logins, API tokens.
import type { Page } from "@playwright/test";
import { type Account, expect, logIn, test } from "./app.ts";

/** The profile after this change; the app itself fills in what a new one lacks. */
async function savedAs(page: Page, field: string, value: unknown): Promise<void> {
	await page.waitForResponse(
		async (answer) => answer.request().method() === "PATCH" && (await answer.json())[field] === value,
	);
}

async function tokenOf(request: import("@playwright/test").APIRequestContext, account: Account): Promise<string> {
	const answer = await request.post("/auth/token/", { data: { ...account, session: "body" } });
	expect(answer.status()).toBe(200);
	return (await answer.json()).access;
}

test("the profile is saved, and what was changed elsewhere meanwhile stays", async ({ page, member, request }) => {
	await page.getByRole("button", { name: "Account" }).click();
	await page.getByRole("link", { name: "Settings" }).click();
	await expect(page.getByRole("heading", { level: 1, name: "Profile" })).toBeFocused();
	await page.getByLabel("Name", { exact: true }).fill("Ann Lee");
	const headers = { Authorization: `Bearer ${await tokenOf(request, member)}` };
	await request.patch("/auth/profile/", { headers, data: { time_zone: "Asia/Tehran" } });
	await page.getByRole("button", { name: "Save" }).click();

	await expect(page.getByText("Your profile is saved.")).toBeVisible();
	const profile = await (await request.get("/auth/profile/", { headers })).json();
	expect([profile.display_name, profile.time_zone]).toEqual(["Ann Lee", "Asia/Tehran"]);
	await page.reload();
	await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Ann Lee");
	await expect(page.getByLabel("Time zone")).toHaveValue("Asia/Tehran");
});

test("a wrong e-mail address is told next to its field, which gets the focus", async ({ page, member }) => {
	expect(member.username).not.toBe("");
	await page.goto("/settings/profile");
	await page.getByLabel("E-mail").fill("no address");
	await page.getByRole("button", { name: "Save" }).click();

	await expect(page.getByText("This is not well formed.")).toBeVisible();
	await expect(page.getByLabel("E-mail")).toBeFocused();
	await expect(page.getByLabel("E-mail")).toHaveValue("no address");
});

test("the language chosen there holds at once, after a reload, and for the server", async ({ page, member }) => {
	expect(member.username).not.toBe("");
	await page.goto("/settings/appearance");
	const saved = savedAs(page, "language", "fa");
	await page.getByRole("radio", { name: "فارسی" }).click();

	await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
	await expect(page.getByRole("heading", { level: 1 })).toHaveText("زبان و ظاهر");
	await saved;
	await page.reload();
	await expect(page.getByRole("heading", { level: 1 })).toHaveText("زبان و ظاهر");
});

test("the calendar chosen there is that of the dates", async ({ page, member }) => {
	expect(member.username).not.toBe("");
	await page.goto("/settings/appearance");
	await page.getByRole("radio", { name: "Persian", exact: true }).click();
	await page.goto("/today");

	const persian = new Intl.DateTimeFormat("en-u-ca-persian", { month: "long" }).format(new Date());
	await expect(page.locator("h1 + p")).toContainText(persian);
});

test("the day that a week begins with follows its user to another browser", async ({ browser, page, member }) => {
	await page.goto("/settings/appearance");
	const saved = savedAs(page, "week_start", 6);
	await page.getByLabel("A week begins on").selectOption("Saturday");
	await saved;

	const other = await (await browser.newContext()).newPage();
	await logIn(other, member);
	await other.goto("/settings/appearance");
	await expect(other.getByLabel("A week begins on")).toHaveValue("6");
	await other.context().close();
});

test("a new password ends every other login, and is the one to log in with", async ({ page, member, request }) => {
	const other = await tokenOf(request, member);
	await page.goto("/settings/security");
	await page.getByLabel("Current password").fill("not the password");
	await page.getByLabel("New password").fill("another long secret 8");
	await page.getByRole("button", { name: "Change the password" }).click();
	await expect(page.getByText("This is not right.")).toBeVisible();
	await expect(page.getByLabel("Current password")).toBeFocused();

	await page.getByLabel("Current password").fill(member.password);
	await page.getByRole("button", { name: "Change the password" }).click();

	await expect(page.getByText("The password is changed.")).toBeVisible();
	await expect(page.getByRole("listitem").filter({ hasText: "This device" })).toHaveCount(1);
	await expect
		.poll(async () => (await request.get("/todos/", { headers: { Authorization: `Bearer ${other}` } })).status())
		.toBe(401);
	expect(await tokenOf(request, { ...member, password: "another long secret 8" })).not.toBe("");
});

test("logins are listed with their device, ended one by one and all others at once", async ({
	page,
	member,
	request,
}) => {
	for (let i = 0; i < 3; i += 1) {
		await tokenOf(request, member);
	}
	await page.goto("/settings/security");
	const logins = page.getByRole("region", { name: "Where you are logged in" }).getByRole("listitem");
	await expect(logins).toHaveCount(4);
	await expect(logins.filter({ hasText: "This device" })).toContainText("Chrome · Linux");
	await expect(logins.first()).toContainText("127.0.0.1");

	await page
		.getByRole("button", { name: /^End the login of/ })
		.first()
		.click();
	await expect(logins).toHaveCount(3);
	await page.getByRole("button", { name: "End all others" }).click();

	await expect(logins).toHaveCount(1);
	await expect(logins).toContainText("This device");
	await expect(page.getByRole("button", { name: "End all others" })).toBeHidden();
});

test("logging out everywhere ends this login and the others", async ({ page, member, request }) => {
	const other = await tokenOf(request, member);
	await page.goto("/settings/security");
	await page.getByRole("button", { name: "Log out everywhere" }).click();

	await expect(page).toHaveURL(/\/login$/);
	await expect
		.poll(async () => (await request.get("/todos/", { headers: { Authorization: `Bearer ${other}` } })).status())
		.toBe(401);
});

test("an API token is shown once, copied, works as its scope says, and not after it is revoked", async ({
	context,
	page,
	member,
	request,
}) => {
	expect(member.username).not.toBe("");
	await context.grantPermissions(["clipboard-read", "clipboard-write"]);
	await page.goto("/settings/tokens");
	await expect(page.getByText("You have no API tokens.")).toBeVisible();
	await page.getByLabel("What it is for").fill("backup");
	await page.getByLabel("It is good for").selectOption("7 days");
	await page.getByRole("button", { name: "Create token" }).click();

	const dialog = page.getByRole("alertdialog", { name: "Your new token" });
	const token = (await dialog.locator("code").textContent()) ?? "";
	await dialog.getByRole("button", { name: "Copy" }).click();
	await expect(dialog.getByRole("button", { name: "Copied" })).toBeVisible();
	expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(token);
	const headers = { Authorization: `Bearer ${token}` };
	expect((await request.get("/todos/", { headers })).status()).toBe(200);
	expect((await request.post("/todos/", { headers, data: { title: "x" } })).status()).toBe(403);

	await dialog.getByRole("button", { name: "Close" }).click();
	await expect(page.getByText(token)).toHaveCount(0);
	await page.reload();
	await expect(page.getByRole("listitem").filter({ hasText: "backup" })).toContainText("Read");
	await page.getByRole("button", { name: "Revoke backup" }).click();
	const question = page.getByRole("alertdialog", { name: "Revoke this token?" });
	await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
	await question.getByRole("button", { name: "Revoke" }).click();

	await expect(page.getByText("You have no API tokens.")).toBeVisible();
	await expect.poll(async () => (await request.get("/todos/", { headers })).status()).toBe(401);
});
