// Points 24 and 25: a session that expires is renewed unseen; one that was revoked asks for the password over the page,
// and nothing that was typed is lost; one that was ended leaves nothing behind.
import type { APIRequestContext, Page } from "@playwright/test";
import { ABOUT_BROWSER, type Account, expect, logIn, test } from "./app.ts";

const line = (page: Page) => page.getByRole("textbox", { name: "Add a todo" });

/** The next request that matches carries a token that the server does not know. */
async function spoilNextToken(page: Page, method: string): Promise<void> {
	let isSpoiled = false;
	await page.route("**/todos/**", async (route) => {
		if (isSpoiled || route.request().method() !== method) {
			return route.fallback();
		}
		isSpoiled = true;
		const token = route.request().headers().authorization ?? "";
		return route.continue({ headers: { ...route.request().headers(), authorization: `${token.slice(0, -4)}AAAA` } });
	});
}

async function revokeEverywhere(request: APIRequestContext, account: Account): Promise<void> {
	const { access } = await (await request.post("/auth/token/", { data: account })).json();
	const answer = await request.delete("/auth/sessions/", { headers: { Authorization: `Bearer ${access}` } });
	expect(answer.status()).toBe(204);
}

test("an access token that has expired is renewed and the request sent again, unseen", async ({ page, member }) => {
	expect(member.username).not.toBe("");
	await spoilNextToken(page, "POST");
	const refreshed = page.waitForResponse("**/auth/token/refresh/");
	await line(page).fill("Buy milk");
	await line(page).press("Enter");

	expect((await refreshed).status()).toBe(200);
	await expect(page.getByRole("row")).toHaveText(["Buy milk"]);
	await expect(line(page)).toBeFocused();
	await page.reload();
	await expect(page.getByRole("row")).toHaveText(["Buy milk"]);
});

test("a revoked session asks for the password over the page; then what was being added is added, once", async ({
	page,
	member,
	request,
}) => {
	await revokeEverywhere(request, member);
	// An access token may be good for a second more.
	await page.waitForTimeout(1500);
	await line(page).fill("Buy milk");
	await line(page).press("Enter");
	const dialog = page.getByRole("alertdialog", { name: "Log in again" });
	await expect(dialog).toBeVisible();
	await page.keyboard.press("Escape");
	await expect(dialog.getByLabel("Password")).toBeFocused();

	await dialog.getByLabel("Password").fill("not the password");
	await dialog.getByRole("button", { name: "Log in" }).click();
	await expect(dialog.getByRole("alert")).toContainText("The username or the password is wrong.");
	await dialog.getByLabel("Password").fill(member.password);
	await dialog.getByLabel("Password").press("Enter");

	await expect(dialog).toBeHidden();
	await expect(page).toHaveURL(/\/inbox$/);
	await expect(page.getByRole("row")).toHaveText(["Buy milk"]);
	await page.reload();
	await expect(page.getByRole("row")).toHaveText(["Buy milk"]);
});

test("what was only typed when the session was revoked is still there after the login", async ({
	page,
	member,
	request,
}) => {
	await line(page).fill("First");
	await line(page).press("Enter");
	await expect(page.getByRole("row")).toHaveCount(1);
	await line(page).fill("half a thou");
	await revokeEverywhere(request, member);
	await page.waitForTimeout(1500);
	await page.getByRole("checkbox", { name: "Complete First" }).press("Space");
	const dialog = page.getByRole("alertdialog", { name: "Log in again" });
	await dialog.getByLabel("Password").fill(member.password);
	await dialog.getByRole("button", { name: "Log in" }).click();

	await expect(dialog).toBeHidden();
	await expect(line(page)).toHaveValue("half a thou");
	await expect(page.getByRole("row")).toHaveCount(0);
	await page.getByRole("link", { name: "Completed" }).click();
	await expect(page.getByRole("row")).toHaveText(["First"]);
});

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
		await expect(tab.getByText("Buy milk")).toHaveCount(0);
	}
	expect((await context.cookies()).filter(({ name }) => name === "refresh")).toEqual([]);
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

test("many requests that find the token expired make one refresh", async ({ page, member }) => {
	expect(member.username).not.toBe("");
	let refreshes = 0;
	page.on("request", (asked) => {
		refreshes += asked.url().endsWith("/auth/token/refresh/") ? 1 : 0;
	});
	const spoiled = new Set<string>();
	await page.route(/\/(todos|auth\/profile)\//, async (route) => {
		const { authorization = "", ...rest } = route.request().headers();
		const key = route.request().method() + route.request().url();
		if (spoiled.has(key)) {
			return route.fallback();
		}
		spoiled.add(key);
		return route.continue({ headers: { ...rest, authorization: `${authorization.slice(0, -4)}AAAA` } });
	});
	for (const title of ["One", "Two", "Three"]) {
		await line(page).fill(title);
		await line(page).press("Enter");
	}

	await expect(page.getByRole("row")).toHaveCount(3);
	expect(refreshes).toBe(1);
});
