// A page that came without TLS from another machine than this one: browsers keep some things from it (locks, random UUIDs,
// stores), and everything works without them.
import { expect, test } from "./app.ts";
import { expectTitles, row, tick } from "./todos.ts";

const HOST = "tasklight.test";
const url = new URL(process.env.TASKLIGHT_URL ?? "");
url.hostname = HOST;

test.use({
	baseURL: url.origin,
	launchOptions: {
		executablePath: "/usr/bin/chromium",
		args: ["--no-sandbox", `--host-resolver-rules=MAP ${HOST} 127.0.0.1`],
	},
});

test("from the login to the logout", async ({ page, playwright }) => {
	const direct = await playwright.request.newContext({ baseURL: process.env.TASKLIGHT_URL ?? "" });
	const account = { username: `browser-${crypto.randomUUID()}`, password: "a long enough secret 7" };
	expect((await direct.post("/auth/register/", { data: account })).status()).toBe(201);
	await page.goto("/login");
	expect(await page.evaluate(() => isSecureContext)).toBe(false);
	await page.getByLabel("Username").fill(account.username);
	await page.getByLabel("Password").fill(account.password);
	await page.getByLabel("Password").press("Enter");
	for (const title of ["Buy milk", "Water the plants"]) {
		await page.getByRole("textbox", { name: "Add a todo" }).fill(title);
		await page.getByRole("textbox", { name: "Add a todo" }).press("Enter");
		await expect(row(page, title)).toBeVisible();
	}

	// What is not confirmed when the page goes is sent by the next one.
	await page.route("**/todos/bulk/", (route) => route.abort());
	await tick(page, "Buy milk");
	await expectTitles(page, ["Water the plants"]);
	await page.unrouteAll();
	await page.reload();
	await expectTitles(page, ["Water the plants"]);
	await page.getByRole("link", { name: "Completed" }).click();
	await expectTitles(page, ["Buy milk"]);
	await page.reload();
	await expectTitles(page, ["Buy milk"]);

	await page.getByRole("button", { name: "Account" }).click();
	await page.getByRole("button", { name: "Log out" }).click();
	await expect(page).toHaveURL(/\/login$/);
	expect((await page.context().cookies()).filter(({ name }) => name === "refresh")).toEqual([]);
	await direct.dispose();
});
