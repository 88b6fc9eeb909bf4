// Point 20 as durations, on a machine that does nothing else: slow 3G (400 kbit/s, 400 ms a round trip) as the browser
// imitates it, with nothing in its caches and once more with what the first visit has left there.
import type { BrowserContext, Page } from "@playwright/test";
import { expect, logIn, test } from "./app.ts";
import { Device } from "./device.ts";

const SLOW = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const TODOS = Array.from({ length: 20 }, (_, index) => `Todo number ${index}`);

/** In milliseconds from the beginning of the visit; `complete` is also the time of what the server says of the user. */
type Visit = { painted: number; usable: number; complete: number };

test.use({ serviceWorkers: "allow" });
// One after the other, or they would slow each other.
test.describe.configure({ mode: "default" });
test.skip(process.env.TASKLIGHT_TIMED === undefined, "a duration, which another program on the machine would change");

async function slowPage(context: BrowserContext): Promise<Page> {
	const page = await context.newPage();
	const client = await context.newCDPSession(page);
	await client.send("Network.enable");
	await client.send("Network.emulateNetworkConditions", SLOW);
	return page;
}

async function visit(page: Page, path: string, wanted: Record<"usable" | "complete", string>): Promise<Visit> {
	await page.addInitScript((selectors: Record<string, string>) => {
		const look = () => {
			const found = Object.entries(selectors).filter(([, selector]) => document.querySelector(selector));
			for (const [name] of found) {
				performance.mark(name);
				delete selectors[name];
			}
			if (Object.keys(selectors).length > 0) {
				requestAnimationFrame(look);
			}
		};
		requestAnimationFrame(look);
	}, wanted);
	await page.goto(path, { waitUntil: "commit" });
	await expect(page.locator(wanted.complete).first()).toBeVisible();
	return page.evaluate(() => {
		const timeOf = (name: string) => Math.round(performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN);
		return { painted: timeOf("first-contentful-paint"), usable: timeOf("usable"), complete: timeOf("complete") };
	});
}

for (const [name, path, wanted] of [
	["the login", "/login", { usable: '[name="username"]', complete: '[name="password"]' }],
	["the list", "/inbox", { usable: "#content form input", complete: '[role="row"]' }],
] as const) {
	test(`${name} on slow 3G: its frame, its use, and its use the next time`, async ({
		browser,
		page,
		request,
		account,
	}) => {
		await (await Device.of(request, account)).add(TODOS);
		await logIn(page, account);
		const storageState = path === "/inbox" ? await page.context().storageState() : { cookies: [], origins: [] };
		const context = await browser.newContext({ storageState });
		const slow = await slowPage(context);

		const first = await visit(slow, path, wanted);
		// Until the service worker has everything.
		await slow.evaluate(() => navigator.serviceWorker.ready);
		await slow.goto("/healthz");
		const next = await visit(slow, path, wanted);

		test.info().annotations.push({ type: "slow", description: `${name}: ${JSON.stringify({ first, next })}` });
		expect(first.painted).toBeLessThan(1500);
		expect(first.usable).toBeLessThan(5000);
		expect(next.complete).toBeLessThan(500);
		await context.close();
	});
}
