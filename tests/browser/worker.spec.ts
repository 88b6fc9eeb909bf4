// The service worker: a second visit asks nobody before the app is there, the app comes without a connection, and
// everything that is not a file of the build goes past the worker.
import type { BrowserContext, Page } from "@playwright/test";
import { expect, logIn, test } from "./app.ts";

test.use({ serviceWorkers: "allow" });

/** A page that has been visited once, with the worker there. */
async function visit(page: Page, path: string): Promise<void> {
	await page.goto(path);
	await page.evaluate(async () => void (await navigator.serviceWorker.ready));
	await expect
		.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state))
		.toBe("activated");
}

/** What the page itself asked the network for. */
function watchNetwork(context: BrowserContext): string[] {
	const asked: string[] = [];
	context.on("response", (response) => {
		if (response.request().serviceWorker() === null && !response.fromServiceWorker()) {
			asked.push(`${response.request().resourceType()} ${new URL(response.url()).pathname}`);
		}
	});
	return asked;
}

test("the app is there without a connection after one visit", async ({ context, page }) => {
	await visit(page, "/login");
	await context.setOffline(true);
	await page.reload();

	await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
	await page.goto("/register");
	await expect(page.locator('[name="username"]')).toBeVisible();
	await context.setOffline(false);
});

test("a second visit of the list asks the network for no document, script or style", async ({
	context,
	page,
	account,
}) => {
	await logIn(page, account);
	await visit(page, "/inbox");
	const asked = watchNetwork(context);
	await page.goto("/today");
	await expect(page.locator("#content h1")).toBeVisible();
	await page.waitForLoadState("networkidle");

	expect(asked.filter((line) => /^(?:document|script|stylesheet)/.test(line))).toEqual([]);
	expect(asked.some((line) => line === "fetch /todos/")).toBe(true);
	expect(await page.evaluate(() => navigator.serviceWorker.controller?.scriptURL)).toContain("/sw.js");
});

test("documentation, health and unknown addresses are answered by the server", async ({ page }) => {
	await visit(page, "/login");
	for (const [path, status] of [
		["/docs/", 200],
		["/openapi.json", 200],
		["/healthz", 200],
		["/inboxX", 404],
		["/todos/", 401],
	] as const) {
		const answer = await page.goto(path);
		expect(answer?.fromServiceWorker(), path).toBe(false);
		expect(answer?.status(), path).toBe(status);
	}
	const answer = await page.goto("/inbox?tag=x");
	expect(answer?.fromServiceWorker()).toBe(true);
	expect(answer?.headers()["content-security-policy"]).toContain("trusted-types tasklight");
	await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

test("what is kept are the files of the build alone, whoever has logged in", async ({ page, account }) => {
	await logIn(page, account);
	await visit(page, "/settings/profile");
	await expect(page.locator("main h1")).toBeVisible();
	const kept = await page.evaluate(async () => {
		const caches = await Promise.all(
			(await window.caches.keys())
				.filter((name) => name !== "tasklight.stored")
				.map((name) => window.caches.open(name)),
		);
		return (await Promise.all(caches.map((cache) => cache.keys()))).flat().map(({ url }) => new URL(url).pathname);
	});

	expect(kept.length).toBeGreaterThan(10);
	expect(kept.filter((path) => path === "/index.html")).toHaveLength(1);
	expect(kept.filter((path) => !/^\/(?:index\.html|assets\/[^/]+\.(?:js|css))$/.test(path))).toEqual([]);
});

test("the worker is asked for after the page has come, and no later visit waits for it", async ({ context, page }) => {
	const asked: { path: string; isLoaded: boolean }[] = [];
	let isLoaded = false;
	page.on("load", () => {
		isLoaded = true;
	});
	context.on("request", (request) => asked.push({ path: new URL(request.url()).pathname, isLoaded }));
	await page.goto("/login", { waitUntil: "networkidle" });
	const first = asked.length;
	expect(asked.some(({ path }) => /\/sw\.js$|\/serviceWorker-/.test(path))).toBe(false);
	await visit(page, "/login");

	expect(first).toBeGreaterThan(3);
	expect(asked.filter(({ path }) => /\/serviceWorker-/.test(path)).every((request) => request.isLoaded)).toBe(true);
});

test("where browsers have no workers, the app is as it was", async ({ page, account }) => {
	await page.addInitScript(() => {
		Reflect.deleteProperty(Navigator.prototype, "serviceWorker");
	});
	await logIn(page, account);
	await page.waitForTimeout(6000);

	expect(await page.evaluate(() => "serviceWorker" in navigator)).toBe(false);
	await expect(page.getByRole("textbox", { name: "Add a todo" })).toBeVisible();
});
