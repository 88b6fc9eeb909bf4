// What the browser tests share: an account of their own each, a page that must stay free of errors, and axe.
import { createRequire } from "node:module";
import { type APIRequestContext, test as base, expect, type Page } from "@playwright/test";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** What may stay in the browser's storage after a session: choices, and how far pages were scrolled. */
export const ABOUT_BROWSER = /^(?:tasklight\.(?:language|theme|calendar)|tsr-scroll-restoration.*)$/;

/** What Chromium says of an answer's status, and of a page without TLS (plain.spec.ts). */
const EXPECTED = /^(?:Failed to load resource|The Cross-Origin-Opener-Policy header has been ignored)/;

export type Account = { username: string; password: string };

type Fixtures = { account: Account; noErrors: undefined; member: Account };

export const test = base.extend<Fixtures>({
	/** A registered account. */
	account: async ({ request }, use) => {
		const account = { username: `browser-${crypto.randomUUID()}`, password: "a long enough secret 7" };
		const answer = await request.post("/auth/register/", { data: account });
		expect(answer.status()).toBe(201);
		await use(account);
	},
	/** Logged in, in the inbox; not by the form, which has tests of its own. */
	member: async ({ page, account }, use) => {
		const headers = { Origin: new URL(process.env.TASKLIGHT_URL ?? "").origin };
		const answer = await page.request.post("/auth/token/", { data: { ...account, session: "cookie" }, headers });
		expect(answer.status()).toBe(200);
		await page.goto("/healthz");
		await page.evaluate(() => localStorage.setItem("tasklight.session", "open"));
		await page.goto("/inbox");
		await expect(page.locator("#content h1")).toBeVisible();
		await use(account);
	},
	/** Nothing may throw, and nothing may offend the content security policy. */
	noErrors: [
		async ({ page }, use) => {
			const errors: string[] = [];
			page.on("pageerror", (error) => errors.push(error.message));
			page.on("console", (message) => {
				if (message.type() === "error" && !EXPECTED.test(message.text())) {
					errors.push(message.text());
				}
			});
			page.on("request", (request) => {
				const { origin, protocol } = new URL(request.url());
				if (protocol !== "data:" && origin !== new URL(page.url()).origin && page.url() !== "about:blank") {
					errors.push(`a request to ${origin}`);
				}
			});
			await use(undefined);
			expect(errors).toEqual([]);
		},
		{ auto: true },
	],
});

export { expect };

export async function logIn(page: Page, { username, password }: Account): Promise<void> {
	await page.goto("/login");
	await page.locator('[name="username"]').fill(username);
	await page.locator('[name="password"]').fill(password);
	await page.locator('button[type="submit"]').click();
	await page.waitForURL("**/inbox");
	await expect(page.locator("#content h1")).toBeVisible();
}

/** Ends all logins of the account, from another device. */
export async function revokeEverywhere(request: APIRequestContext, account: Account): Promise<void> {
	const { access } = await (await request.post("/auth/token/", { data: account })).json();
	const answer = await request.delete("/auth/sessions/", { headers: { Authorization: `Bearer ${access}` } });
	expect(answer.status()).toBe(204);
}

/** The rules that the page breaks, each with where; React Aria's announcer outlives what it names by some seconds. */
export async function axeViolations(page: Page): Promise<string[]> {
	// A content security policy does not hold for what the test itself evaluates.
	const client = await page.context().newCDPSession(page);
	const { readFile } = await import("node:fs/promises");
	await client.send("Runtime.evaluate", { expression: await readFile(AXE, "utf8") });
	const answer = await client.send("Runtime.evaluate", {
		expression:
			"axe.run({ exclude: ['[data-live-announcer]'] }).then((run) => run.violations.map((v) => [v.id, ...v.nodes.map((n) => n.target)].join(' ')))",
		awaitPromise: true,
		returnByValue: true,
	});
	return answer.result.value as string[];
}
