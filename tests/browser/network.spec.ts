// Point 20, as counts that are the same on every machine: what a slow connection (400 kbit/s, 400 ms a round trip) has to
// carry before a page can be used, and that nothing on it jumps.
import type { Page } from "@playwright/test";
import { expect, logIn, test } from "./app.ts";

const BYTES_PER_SECOND = 400_000 / 8;
const ROUND_TRIP = 0.4;
// The document and what it names, beside which all else comes.
const DEPTH = 2;

// When a page that is looked at asks for the first time what has changed (features/todos/live).
const POLL_MS = 5000;

type Load = { requests: number; bytes: number };

/** What came over the network until the first poll, with headers; what came from the cache counts nothing. */
function loadOf(page: Page): Promise<Load> {
	return page.evaluate((end) => {
		const entries = [
			...performance.getEntriesByType("navigation"),
			...performance.getEntriesByType("resource"),
		] as PerformanceResourceTiming[];
		const fresh = entries.filter(({ transferSize, startTime }) => transferSize > 0 && startTime < end);
		return { requests: fresh.length, bytes: fresh.reduce((total, { transferSize }) => total + transferSize, 0) };
	}, POLL_MS);
}

const secondsFor = ({ bytes }: Load) => DEPTH * ROUND_TRIP + bytes / BYTES_PER_SECOND;

async function watchShifts(page: Page): Promise<void> {
	await page.addInitScript(() => {
		const shifts = { total: 0 };
		Object.assign(window, { shifts });
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
				shifts.total += entry.hadRecentInput ? 0 : entry.value;
			}
		}).observe({ type: "layout-shift", buffered: true });
	});
}

const shiftsOf = (page: Page) => page.evaluate(() => (window as unknown as { shifts: { total: number } }).shifts.total);

test("the login page can be used within 5 seconds on slow 3G, and asks for its document and icon alone the next time", async ({
	page,
}) => {
	await watchShifts(page);
	await page.goto("/login", { waitUntil: "networkidle" });
	const cold = await loadOf(page);
	test.info().annotations.push({ type: "load", description: `login, cold: ${JSON.stringify(cold)}` });
	expect(cold.bytes).toBeGreaterThan(20_000);
	expect(secondsFor(cold)).toBeLessThan(5);
	expect(await shiftsOf(page)).toBeLessThan(0.02);

	await page.goto("/login?again", { waitUntil: "networkidle" });

	const warm = await loadOf(page);
	expect(warm.requests).toBeLessThanOrEqual(2);
	expect(warm.bytes).toBeLessThan(3000);
});

test("the list can be used within 5 seconds on slow 3G; the next time only the document and the API are asked", async ({
	browser,
	page,
	account,
}) => {
	await logIn(page, account);
	const state = await page.context().storageState();
	const fresh = await (await browser.newContext({ storageState: state })).newPage();
	await watchShifts(fresh);
	await fresh.goto("/inbox", { waitUntil: "networkidle" });
	const cold = await loadOf(fresh);
	test.info().annotations.push({ type: "load", description: `list, cold: ${JSON.stringify(cold)}` });
	expect(secondsFor(cold)).toBeLessThan(5);
	expect(await shiftsOf(fresh)).toBeLessThan(0.02);

	await fresh.goto("/inbox?again", { waitUntil: "networkidle" });

	const warm = await loadOf(fresh);
	test.info().annotations.push({ type: "load", description: `list, warm: ${JSON.stringify(warm)}` });
	expect(warm.requests).toBeLessThanOrEqual(5);
	expect(warm.bytes).toBeLessThan(15_000);
	await fresh.context().close();
});

for (const [path, isMember] of [
	["/login", false],
	["/inbox", true],
] as const) {
	test(`the frame of ${path} is painted within 1.5 seconds on slow 3G, before the app has come`, async ({
		browser,
		page,
		account,
	}) => {
		await logIn(page, account);
		const storageState = isMember ? await page.context().storageState() : { cookies: [], origins: [] };
		const context = await browser.newContext({ storageState });
		const fresh = await context.newPage();
		const asked: string[] = [];
		const { promise: released, resolve: release } = Promise.withResolvers<void>();
		await fresh.route(/\/assets\/start-[^/]*\.js$/, async (route) => {
			await released;
			await route.continue();
		});
		fresh.on("request", (request) => asked.push(request.url()));
		await fresh.goto(path, { waitUntil: "commit" });

		await expect(fresh.locator(".start-name")).toBeVisible();
		await expect
			.poll(() => fresh.evaluate(() => performance.getEntriesByName("first-contentful-paint").length))
			.toBe(1);
		await expect(fresh.locator("h1")).toHaveCount(0);
		const blocking = await fresh.evaluate(() => {
			const entries = performance.getEntries() as PerformanceResourceTiming[];
			return entries
				.filter(({ entryType, name }) => entryType === "navigation" || /\/boot-[^/]*\.js$|\.css$/.test(name))
				.reduce((total, { transferSize }) => total + transferSize, 0);
		});
		expect(blocking).toBeGreaterThan(1000);
		expect(2 * ROUND_TRIP + blocking / BYTES_PER_SECOND).toBeLessThan(1.5);
		expect(asked.some((url) => url.includes("/assets/list-"))).toBe(isMember);
		release();
		await expect(fresh.locator("h1").first()).toBeVisible();
		await expect(fresh.locator(".start")).toHaveCount(0);
		await context.close();
	});
}
