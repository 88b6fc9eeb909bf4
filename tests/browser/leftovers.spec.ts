// What a session leaves behind: nothing for anybody else, and for its own user what could not be saved.
import type { Page } from "@playwright/test";
import { ABOUT_BROWSER, expect, logIn, revokeEverywhere, test } from "./app.ts";
import { Device } from "./device.ts";

const line = (page: Page) => page.getByRole("textbox", { name: "Add a todo" });

test("somebody else who logs in over the page sees their own todos, and nothing is saved as theirs", async ({
	page,
	member,
	request,
}) => {
	const other = { username: `browser-${crypto.randomUUID()}`, password: "another long secret 8" };
	expect((await request.post("/auth/register/", { data: other })).status()).toBe(201);
	await page.route("**/auth/profile/", (route) => route.abort());
	await page.reload();
	await expect(line(page)).toBeVisible();
	await revokeEverywhere(request, member);
	await page.waitForTimeout(1500);
	await line(page).fill("Not yours");
	await line(page).press("Enter");
	const dialog = page.getByRole("alertdialog", { name: "Log in again" });
	await dialog.getByLabel("Username").fill(other.username);
	await dialog.getByLabel("Password").fill(other.password);
	await dialog.getByRole("button", { name: "Log in" }).click();

	await expect(dialog).toBeHidden();
	await expect(page.getByText("Nothing here yet.")).toBeVisible();
	await expect(line(page)).toHaveValue("");
	await expect(page.getByRole("row")).toHaveCount(0);
});

test("logging out in one tab empties the other and leaves nothing in the browser", async ({
	context,
	page,
	account,
}) => {
	await logIn(page, account);
	await line(page).fill("Buy milk");
	await line(page).press("Enter");
	await expect(page.getByRole("row")).toHaveCount(1);
	await line(page).fill("half a thou");
	const other = await context.newPage();
	await other.goto("/inbox");
	await expect(other.getByRole("row")).toHaveCount(1);
	await line(other).fill("another half");

	await other.getByRole("button", { name: "Account" }).click();
	await other.getByRole("button", { name: "Log out" }).click();

	for (const tab of [page, other]) {
		await expect(tab).toHaveURL(/\/login$/);
		const left = await tab.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]);
		expect(left.filter((key) => !ABOUT_BROWSER.test(key))).toEqual([]);
		expect(await tab.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
		expect(await tab.evaluate(() => caches.has("tasklight.stored"))).toBe(false);
		await expect(tab.getByText("Buy milk")).toHaveCount(0);
	}
	expect((await context.cookies()).filter(({ name }) => name === "refresh")).toEqual([]);
});

test("who logs in next sees their own profile and list, though both have the same versions", async ({
	page,
	request,
}) => {
	const users = ["Anna", "Boris"].map((display_name) => ({
		display_name,
		account: { username: `browser-${crypto.randomUUID()}`, password: "a long enough secret 7" },
	}));
	for (const { account, display_name } of users) {
		expect((await request.post("/auth/register/", { data: account })).status()).toBe(201);
		const device = await Device.of(request, account);
		await device.patchProfile({ display_name });
		await device.add([`Call ${display_name}`]);
	}

	for (const { account, display_name } of users) {
		await logIn(page, account);
		await expect(page.getByRole("row")).toHaveText([`Call ${display_name}`]);
		await page.getByRole("button", { name: "Account" }).click();
		await expect(page.getByRole("dialog")).toContainText(display_name);
		await page.getByRole("button", { name: "Log out" }).click();
		await expect(page).toHaveURL(/\/login$/);
	}
});

test("what was being written is not there for who logs in next without a reload", async ({ page, member, request }) => {
	const next = { username: `browser-${crypto.randomUUID()}`, password: "another long secret 8" };
	expect((await request.post("/auth/register/", { data: next })).status()).toBe(201);
	expect(member.username).not.toBe("");
	await line(page).fill("half a thou");
	await page.getByRole("button", { name: "Account" }).click();
	await page.getByRole("button", { name: "Log out" }).click();
	await expect(page).toHaveURL(/\/login$/);
	await page.getByLabel("Username").fill(next.username);
	await page.getByLabel("Password").fill(next.password);
	await page.getByLabel("Password").press("Enter");

	await expect(page.getByText("Nothing here yet.")).toBeVisible();
	await expect(line(page)).toHaveValue("");
});

for (const isSame of [true, false]) {
	const who = isSame ? "who left it" : "nobody else";
	test(`what could not be sent before the login ran out is sent for ${who}`, async ({ page, member, request }) => {
		let next = member;
		if (!isSame) {
			next = { username: `browser-${crypto.randomUUID()}`, password: "another long secret 8" };
			expect((await request.post("/auth/register/", { data: next })).status()).toBe(201);
		}
		await page.route("**/todos/bulk/", (route) => route.abort());
		await line(page).fill("Buy milk");
		await line(page).press("Enter");
		await expect(page.getByText(/not saved yet/)).toBeVisible();
		await line(page).fill("half a thou");
		await revokeEverywhere(request, member);
		await page.waitForTimeout(1500);
		await page.reload();
		await expect(page).toHaveURL(/\/login/);
		await page.unroute("**/todos/bulk/");

		await page.getByLabel("Username").fill(next.username);
		await page.getByLabel("Password").fill(next.password);
		await page.getByLabel("Password").press("Enter");

		await expect(page.getByRole("heading", { level: 1, name: "Inbox" })).toBeVisible();
		if (isSame) {
			await expect(page.getByRole("row")).toHaveText(["Buy milk"]);
			await expect(line(page)).toHaveValue("half a thou");
		} else {
			await expect(page.getByText("Nothing here yet.")).toBeVisible();
			await expect(line(page)).toHaveValue("");
		}
	});
}
