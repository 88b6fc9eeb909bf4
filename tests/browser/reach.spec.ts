// Point 18: on the smallest screens, and at four times the size of letters, nothing is out of reach: no sideways scroll,
// targets large enough for a finger, and words that are too long wrap.
import type { Page } from "@playwright/test";
import { expect, test } from "./app.ts";

const LONG = `${"Donaudampfschifffahrtselektrizitätenhauptbetriebswerk".repeat(4)} خرید`;
const VIEWS = ["/inbox", "/today", "/upcoming", "/completed", "/trash"];
const SETTINGS = ["profile", "appearance", "security", "tokens", "data"].map((page) => `/settings/${page}`);

/** How far the page, or anything in it that people see whole, reaches past the screen's edge. */
async function overflow(page: Page): Promise<number> {
	return page.evaluate(() => {
		const root = document.documentElement;
		const scrolling = [...document.querySelectorAll("*")].filter((element) => {
			const { overflowX } = getComputedStyle(element);
			return ["auto", "scroll"].includes(overflowX) && element.scrollWidth > element.clientWidth + 1;
		});
		return Math.max(root.scrollWidth - root.clientWidth, ...scrolling.map((e) => e.scrollWidth - e.clientWidth), 0);
	});
}

/** The controls whose targets are smaller than wanted: a link within a line of text may be as small as its line. */
async function smallTargets(page: Page, wanted: number): Promise<string[]> {
	return page.evaluate((size) => {
		const controls = document.querySelectorAll<HTMLElement>("a, button, input, select, textarea, [role='checkbox']");
		return [...controls].flatMap((control) => {
			const target = control.closest("label") ?? control;
			const { width, height } = target.getBoundingClientRect();
			const isInLine = control.localName === "a" && getComputedStyle(control).display === "inline";
			const isSeen = control.checkVisibility({ checkOpacity: false, visibilityProperty: true }) && width > 1;
			const isSkip = control.getBoundingClientRect().bottom < 0;
			return isSeen && !isInLine && !isSkip && (width < size - 0.5 || height < size - 0.5)
				? [`${control.outerHTML.slice(0, 90)}: ${Math.round(width)} × ${Math.round(height)}`]
				: [];
		});
	}, wanted);
}

async function addLong(page: Page): Promise<void> {
	await page.locator("#content form input").fill(LONG);
	await page.locator("#content form input").press("Enter");
	await expect(page.getByRole("row")).toHaveCount(1);
}

for (const [name, viewport, locale] of [
	["320 px", { width: 320, height: 640 }, "en-US"],
	["320 px, mirrored", { width: 320, height: 640 }, "fa-IR"],
	["400 % of 1280 × 1024", { width: 320, height: 256 }, "ru-RU"],
] as const) {
	test.describe(name, () => {
		test.use({ viewport, locale });

		test("nothing has to be scrolled sideways", async ({ page, member }) => {
			expect(member.username).not.toBe("");
			await addLong(page);
			for (const path of [...VIEWS, ...SETTINGS]) {
				await page.goto(path, { waitUntil: "networkidle" });
				await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
				expect(await overflow(page), path).toBe(0);
			}
			await page.locator("main section").last().getByRole("button").click();
			await expect(page.getByRole("alertdialog")).toBeVisible();
			expect(await overflow(page), "a dialog").toBe(0);
		});

		test("nothing has to be scrolled sideways before the login", async ({ page }) => {
			for (const path of ["/login", "/register", "/goodbye?receipt=00000000-0000-4000-8000-000000000000"]) {
				await page.goto(path);
				await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
				expect(await overflow(page), path).toBe(0);
			}
		});
	});
}

for (const [name, hasTouch, wanted] of [
	["a mouse", false, 24],
	["a finger", true, 44],
] as const) {
	test.describe(`with ${name}`, () => {
		test.use({ hasTouch, isMobile: hasTouch, viewport: { width: 390, height: 800 } });

		test(`every target has at least ${wanted} px`, async ({ page, member }) => {
			expect(member.username).not.toBe("");
			await addLong(page);
			for (const path of [...VIEWS, ...SETTINGS]) {
				await page.goto(path, { waitUntil: "networkidle" });
				await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
				expect(await smallTargets(page, wanted), path).toEqual([]);
			}
		});

		test(`every target before the login has at least ${wanted} px`, async ({ page }) => {
			for (const path of ["/login", "/register"]) {
				await page.goto(path);
				await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
				expect(await smallTargets(page, wanted), path).toEqual([]);
			}
		});
	});
}
