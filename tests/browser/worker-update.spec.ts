// A later build with the service worker: kept as a whole, offered once it is ready, taken on a click, and no page that
// runs the former build loses anything.
import type { Page } from "@playwright/test";
import { type Account, test as base, expect, logIn } from "./app.ts";
import { type Deployment, deploy, renamed } from "./laterBuild.ts";

const OFFER = "A new version is here.";

const test = base.extend<{ deployment: Deployment; running: Account }>({
	deployment: async ({ baseURL }, use) => {
		const deployment = await deploy(baseURL ?? "");
		await use(deployment);
		await deployment.close();
	},
	/** Logged in at the proxy, on a page that the worker has answered. */
	running: async ({ page, account, deployment }, use) => {
		await page.goto(deployment.url);
		await logInAt(page, deployment, account);
		await page.evaluate(async () => void (await navigator.serviceWorker.ready));
		await page.reload();
		await expect.poll(() => controllerOf(page)).toContain("/sw.js");
		await expect(page.getByRole("textbox", { name: "Add a todo" })).toBeVisible();
		await use(account);
	},
});

test.use({ serviceWorkers: "allow" });

async function logInAt(page: Page, { url }: Deployment, account: Account): Promise<void> {
	const goto = page.goto.bind(page);
	page.goto = (path, options) => goto(new URL(path, url).href, options);
	await logIn(page, account);
}

const controllerOf = (page: Page) => page.evaluate(() => navigator.serviceWorker.controller?.scriptURL);
const entryOf = (page: Page) => page.locator('script[src*="/start-"]').getAttribute("src");
const look = (page: Page) => page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
const line = (page: Page) => page.getByRole("textbox", { name: "Add a todo" });

/** A part of the app that the page has not loaded before. */
async function openSettings(page: Page): Promise<void> {
	await page.getByRole("button", { name: "Account" }).click();
	await page.getByRole("link", { name: "Settings" }).click();
	await expect(page.getByRole("heading", { name: "Profile" })).toBeVisible();
}

function keptIn(page: Page): Promise<string[]> {
	return page.evaluate(async () => {
		const caches = await Promise.all(
			(await window.caches.keys())
				.filter((name) => name !== "tasklight.stored")
				.map((name) => window.caches.open(name)),
		);
		return (await Promise.all(caches.map((cache) => cache.keys()))).flat().map(({ url }) => new URL(url).pathname);
	});
}

test("is offered once it is ready, taken on a click, and what was typed is there", async ({
	page,
	running,
	deployment,
}) => {
	expect(running.username).not.toBe("");
	const [former, files] = [await entryOf(page), await keptIn(page)];
	await line(page).fill("half a thou");
	let release = () => {};
	const name = files.find((path) => path.includes("/start-") && path.endsWith(".js")) ?? "";
	const swapped = renamed(name);
	deployment.held.set(
		swapped,
		new Promise<void>((resolve) => {
			release = resolve;
		}),
	);
	deployment.isLater = true;
	await look(page);
	await expect.poll(() => deployment.asked.includes(swapped)).toBe(true);
	await expect(page.getByText(OFFER)).toHaveCount(0);
	release();
	await expect(page.getByText(OFFER)).toHaveCount(1);
	expect(await entryOf(page)).toBe(former);

	await page.getByRole("button", { name: "Reload" }).click();

	await expect.poll(() => entryOf(page).catch(() => former)).toBe(swapped);
	await expect(line(page)).toHaveValue("half a thou");
	await expect.poll(async () => (await keptIn(page)).filter((path) => files.includes(path))).toEqual(["/index.html"]);
	expect((await keptIn(page)).length).toBe(files.length);
	await look(page);
	await page.waitForTimeout(1000);
	await expect(page.getByText(OFFER)).toHaveCount(0);
});

test("is found by a page that the worker has just answered from its store", async ({ page, running, deployment }) => {
	expect(running.username).not.toBe("");
	const former = await entryOf(page);
	deployment.isLater = true;
	await page.reload();

	await expect(page.getByText(OFFER)).toBeVisible({ timeout: 20_000 });
	expect(await entryOf(page)).toBe(former);
});

test("that is not taken leaves the page its parts, which the server has no more", async ({
	page,
	running,
	deployment,
}) => {
	expect(running.username).not.toBe("");
	const former = await entryOf(page);
	deployment.isLater = true;
	await look(page);
	await expect(page.getByText(OFFER)).toBeVisible();

	await openSettings(page);

	expect(await entryOf(page)).toBe(former);
});

test("in one tab leaves the other one its parts, until that has taken it, too", async ({
	context,
	page,
	running,
	deployment,
}) => {
	expect(running.username).not.toBe("");
	const other = await context.newPage();
	await other.goto(`${deployment.url}/inbox`);
	await expect(line(other)).toBeVisible();
	const former = (await entryOf(other)) ?? "";
	deployment.isLater = true;
	await look(page);
	await page.getByRole("button", { name: "Reload" }).click();
	await expect.poll(() => entryOf(page).catch(() => former)).toBe(renamed(former));
	await expect(line(page)).toBeVisible();
	// The page has told the worker by then that it runs the later build.
	await page.waitForTimeout(5000);

	await openSettings(other);
	expect(await entryOf(other)).toBe(former);
	await look(other);
	await other.getByRole("button", { name: "Reload" }).click();
	await expect.poll(() => entryOf(other).catch(() => former)).toBe(renamed(former));
	await expect.poll(async () => (await keptIn(other)).includes(former), { timeout: 20_000 }).toBe(false);
});

test("that does not come whole is not offered", async ({ page, running, deployment }) => {
	expect(running.username).not.toBe("");
	const former = await entryOf(page);
	deployment.sabotage = (script) =>
		script.replace(/\/assets\/SettingsPage-[\w-]{8}\.js/, "/assets/missing-00000000.js");
	deployment.isLater = true;
	await look(page);
	await expect.poll(() => deployment.asked.includes("/assets/missing-00000000.js")).toBe(true);
	await page.waitForTimeout(1000);

	await expect(page.getByText(OFFER)).toHaveCount(0);
	await page.reload();
	await expect(line(page)).toBeVisible();
	expect(await entryOf(page)).toBe(former);
});

test("whose worker does not take over is still followed by a reload", async ({ page, running, deployment }) => {
	expect(running.username).not.toBe("");
	deployment.sabotage = (script) => script.replace("take over", "never");
	deployment.isLater = true;
	await look(page);
	await line(page).fill("half a thou");
	await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: "Reload" }).click()]);

	await expect(line(page)).toHaveValue("half a thou");
});

test("to a build without a worker is taken, too, and the worker is gone", async ({ page, running, deployment }) => {
	expect(running.username).not.toBe("");
	const former = (await entryOf(page)) ?? "";
	deployment.isLater = true;
	deployment.removed.add("/sw.js");
	await look(page);
	await page.getByRole("button", { name: "Reload" }).click();

	await expect.poll(() => entryOf(page).catch(() => former)).toBe(renamed(former));
	expect(await controllerOf(page)).toBeUndefined();
});

test("of a server without a worker, or of another server, needs no more than a visit before the login", async ({
	page,
	running,
	deployment,
}) => {
	expect(running.username).not.toBe("");
	deployment.removed.add("/sw.js");
	await page.goto("/login");
	await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
	await page.reload();
	expect(await controllerOf(page)).toBeUndefined();
});
