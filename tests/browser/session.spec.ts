// Points 24 and 25: a session that expires is renewed unseen; one that was revoked asks for the password over the page,
// and nothing that was typed is lost.
import type { Page } from "@playwright/test";
import { expect, revokeEverywhere, test } from "./app.ts";

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

test("many requests that find the token expired make one refresh", async ({ page, member }) => {
	expect(member.username).not.toBe("");
	let expired: string | undefined;
	let refused = 0;
	let refreshes = 0;
	await page.route(/\/(todos|auth\/profile)\//, async (route) => {
		const { authorization = "", ...rest } = route.request().headers();
		expired ??= authorization;
		if (authorization !== expired) {
			return route.fallback();
		}
		refused += 1;
		return route.continue({ headers: { ...rest, authorization: `${authorization.slice(0, -4)}AAAA` } });
	});
	await page.route("**/auth/token/refresh/", async (route) => {
		refreshes += 1;
		await expect.poll(() => refused).toBeGreaterThan(1);
		return route.fallback();
	});
	await line(page).fill("Buy milk");
	await line(page).press("Enter");
	await page.getByRole("link", { name: "Completed" }).click();
	await page.getByRole("link", { name: "Inbox" }).click();

	await expect(page.getByRole("row")).toHaveText(["Buy milk"]);
	expect(refused).toBeGreaterThan(1);
	expect(refreshes).toBe(1);
});
