// Points 23, 27 and 28: no answer, 503 and 429 lose nothing and do nothing twice; only a final refusal takes a change back.
import { expect, test } from "./app.ts";
import { Device } from "./device.ts";
import { expectTitles, row, tick } from "./todos.ts";

const PROBLEM = { contentType: "application/problem+json" };

test("a server that is away leaves what is shown, with a way to try again, and everything is saved later, once", async ({
	page,
	request,
	member,
}) => {
	const device = await Device.of(request, member);
	await device.add(["one", "two"]);
	await page.reload();
	await expectTitles(page, ["one", "two"]);
	await page.route("**/todos/**", (route) =>
		route.fulfill({ ...PROBLEM, status: 503, json: { type: "/docs/problems#unavailable", status: 503 } }),
	);

	await tick(page, "one");
	const line = page.getByRole("textbox", { name: "Add a todo" });
	await line.fill("three");
	await line.press("Enter");
	const banner = page.getByRole("alert").filter({ hasText: "not saved yet" });
	await expect(banner).toContainText("2 changes are not saved yet.");
	await expectTitles(page, ["two"]);
	expect(await device.titles()).toEqual(["one", "two"]);

	await page.unroute("**/todos/**");
	await banner.getByRole("button", { name: "Try again" }).click();

	await expectTitles(page, ["two", "three"]);
	await expect(banner).toHaveCount(0);
	await expect(page.getByText("Everything is saved.")).toBeVisible();
	expect(await device.titles()).toEqual(["two", "three"]);
});

test("a reload while saves are in flight loses nothing and does nothing twice", async ({ page, request, member }) => {
	const device = await Device.of(request, member);
	await device.add(["one", "two"]);
	await page.reload();
	await expectTitles(page, ["one", "two"]);
	// The server does it, the answer never arrives.
	await page.route("**/todos/bulk/", async (route) => {
		await route.fetch();
		await new Promise(() => undefined);
	});
	const line = page.getByRole("textbox", { name: "Add a todo" });
	await line.fill("three");
	await line.press("Enter");
	await tick(page, "one");
	await expect.poll(() => device.titles()).toEqual(["one", "two", "three"]);

	await page.unroute("**/todos/bulk/");
	await page.reload();

	await expectTitles(page, ["two", "three"]);
	await expect.poll(() => device.titles()).toEqual(["two", "three"]);
});

test("a tab that is closed leaves its changes to the next one", async ({ context, page, request, member }) => {
	const device = await Device.of(request, member);
	await page.route("**/todos/bulk/", (route) => route.abort());
	const line = page.getByRole("textbox", { name: "Add a todo" });
	await line.fill("written at the last moment");
	await line.press("Enter");
	await expect(page.getByRole("alert")).toContainText("1 change is not saved yet.");
	await page.close();

	const next = await context.newPage();
	await next.goto("/inbox");

	await expect(row(next, "written at the last moment")).toBeVisible();
	expect(await device.titles()).toEqual(["written at the last moment"]);
});

test("a change that is finally refused is taken back, with the reason and a way to try once more", async ({
	page,
	request,
	member,
}) => {
	await (await Device.of(request, member)).add(["one", "two"]);
	await page.reload();
	await expectTitles(page, ["one", "two"]);
	await page.route("**/todos/bulk/", (route) =>
		route.fulfill({ ...PROBLEM, status: 403, json: { type: "/docs/problems#forbidden", status: 403 } }),
	);

	await tick(page, "one");
	await expect(page.getByRole("alert")).toContainText("Not changed: one.");
	await expectTitles(page, ["one", "two"]);
	await page.unroute("**/todos/bulk/");
	await page.getByRole("button", { name: "Try again" }).click();

	await expectTitles(page, ["two"]);
});

test("a title that is finally refused comes back to be edited again", async ({ page, member }) => {
	expect(member.username).not.toBe("");
	const line = page.getByRole("textbox", { name: "Add a todo" });
	const bell = "a bell\u0007";
	await line.fill(`${bell}`);
	await line.press("Enter");

	await expect(page.getByRole("alert")).toContainText("Not added:");
	await expect(line).toHaveValue(bell);

	await page.route("**/todos/bulk/", async (route) => {
		await expect(line).toHaveValue("something else");
		await route.continue();
	});
	await line.press("Enter");
	await line.fill("something else");
	await page.getByRole("button", { name: "Edit again" }).click();

	await expect(line).toHaveValue(bell);
	await expect(line).toBeFocused();
});

test("429 counts down, keeps what was typed and saves it when the time has come", async ({ page, member }) => {
	expect(member.username).not.toBe("");
	let asked = 0;
	await page.route("**/todos/bulk/", (route) =>
		asked++ === 0
			? route.fulfill({ ...PROBLEM, status: 429, headers: { "Retry-After": "3" }, json: { status: 429 } })
			: route.continue(),
	);
	const line = page.getByRole("textbox", { name: "Add a todo" });
	await line.fill("one");
	await line.press("Enter");

	const banner = page.getByRole("alert").filter({ hasText: "Too many tries" });
	await expect(banner).toContainText("1 change is not saved yet.");
	await expect(banner).toContainText("00:02");
	await expect(row(page, "one")).toBeVisible({ timeout: 6000 });
	await expect(banner).toHaveCount(0);
	expect(asked).toBe(2);
});

test("too many wrong passwords: the time that is left is shown, and what was typed stays", async ({
	page,
	account,
}) => {
	await page.goto("/login");
	await page.evaluate(async (username) => {
		const headers = { "Content-Type": "application/json" };
		const body = JSON.stringify({ username, password: "not the password" });
		for (let tries = 0; tries < 10; tries++) {
			await fetch("/auth/token/", { method: "POST", headers, body });
		}
	}, account.username);
	await page.getByLabel("Username").fill(account.username);
	await page.getByLabel("Password").fill(account.password);
	await page.getByRole("button", { name: "Log in" }).click();

	const alert = page.getByRole("alert");
	await expect(alert).toContainText("Too many tries.");
	await expect(alert).toContainText(/0[01]:[0-5]\d/);
	await expect(page.getByLabel("Username")).toHaveValue(account.username);
	await expect(page.getByLabel("Password")).toHaveValue(account.password);
});
