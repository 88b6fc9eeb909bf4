// Every view as it looks: in English and Persian, light and dark, on a phone and a desktop. The clock stands still, the
// fonts are those of fonts.conf, nothing moves. `npm run accept-screenshots` keeps what it sees as how it should be.
import type { Page } from "@playwright/test";
import { expect, logIn, test } from "./app.ts";

const NOW = new Date("2026-11-22T09:00:00Z");
const ENTRY = ["login", "register", "goodbye?receipt=00000000-0000-4000-8000-000000000000"];
const VIEWS = ["inbox", "today", "upcoming", "completed", "trash"];
const SETTINGS = ["appearance", "security", "tokens", "data"].map((page) => `settings/${page}`);
const SCREENS = [
	["desktop", { width: 1200, height: 760 }],
	["phone", { width: 360, height: 740 }],
] as const;

const TODOS = [
	{
		title: "Call the bank",
		description: "About the **card**:\n\n- the PIN\n- the limit",
		due: "2026-11-21",
		priority: 3,
	},
	{ title: "Buy milk — خرید milk", due: "2026-11-22", priority: 1 },
	{ title: "Позвонить маме", due: "2026-11-23", priority: 0 },
	{ title: "یادداشت جلسهٔ شنبه", due: "2026-12-05", priority: 2 },
	{ title: "Think about the garden: which trees, where, and who waters them in summer", due: null, priority: 0 },
	{ title: "Already done", due: null, priority: 0, completed: true },
];

/** The todos on the server; answers with the number of the first. */
async function fill(page: Page): Promise<number> {
	const { access } = await page.evaluate(async () => {
		const answer = await fetch("/auth/token/refresh/", { method: "POST" });
		return (await answer.json()) as { access: string };
	});
	const made: { id: number }[] = [];
	for (const todo of TODOS) {
		const answer = await page.request.post("/todos/", { data: todo, headers: { Authorization: `Bearer ${access}` } });
		expect(answer.status()).toBe(201);
		made.push(await answer.json());
	}
	return made[0]?.id ?? 0;
}

for (const locale of ["en-US", "fa-IR"]) {
	for (const colorScheme of ["light", "dark"] as const) {
		for (const [screen, viewport] of SCREENS) {
			test.describe(`${locale} ${colorScheme} ${screen}`, () => {
				test.use({ locale, colorScheme, viewport, timezoneId: "Asia/Tehran" });

				test("every view looks as it did", async ({ page, account }) => {
					test.slow();
					const look = async (path: string, view = path.replace(/\?.*/, "").replace("/", "-")) => {
						// What is compared may still be on its way, what is to be accepted must be complete.
						const isAccepting = test.info().config.updateSnapshots === "all";
						await page.goto(`/${path}`, { waitUntil: isAccepting ? "networkidle" : "load" });
						await expect(page.getByRole("heading").first()).toBeVisible();
						await page.evaluate(() => document.fonts.ready);
						const name = [view, locale.slice(0, 2), colorScheme, screen].join("-");
						const compare = () =>
							expect(page).toHaveScreenshot(`${name}.png`, {
								animations: "disabled",
								caret: "hide",
								maxDiffPixelRatio: 0.002,
								// What no two runs have in common.
								mask: [page.getByText(account.username), page.locator("main section li p"), page.locator("dl dd")],
							});
						// Playwright compares the first picture that is at rest; a part that comes late makes it another.
						await expect.soft(compare).toPass({ timeout: 10_000 });
					};
					await page.clock.setFixedTime(NOW);
					for (const path of ENTRY) {
						await look(path);
					}
					await logIn(page, account);
					const first = await fill(page);
					for (const path of [...VIEWS, ...SETTINGS]) {
						await look(path);
					}
					await look(`inbox?todo=${first}`, "details");
				});
			});
		}
	}
}
