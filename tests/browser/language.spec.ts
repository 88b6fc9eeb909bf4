// Points 1 and 2: the browser's language from the first paint on, a choice that lasts, and a switch that keeps the work.
import type { Page } from "@playwright/test";
import { expect, logIn, test } from "./app.ts";
import { Device } from "./device.ts";
import { row } from "./todos.ts";

const BROWSERS = [
	{ locale: "fa-IR", lang: "fa", dir: "rtl", title: "ورود" },
	{ locale: "ru-RU", lang: "ru", dir: "ltr", title: "Войти" },
	{ locale: "en-GB", lang: "en", dir: "ltr", title: "Log in" },
	{ locale: "de-DE", lang: "en", dir: "ltr", title: "Log in" },
];

for (const { locale, lang, dir, title } of BROWSERS) {
	test.describe(`a browser in ${locale}`, () => {
		test.use({ locale });

		test("gets its language and direction before anything is painted", async ({ page }) => {
			await page.addInitScript(() => {
				const seen: string[] = [];
				Object.assign(window, { seen });
				new MutationObserver(() => {
					if (document.body !== null && seen.length === 0) {
						seen.push(document.documentElement.lang, document.documentElement.dir);
					}
				}).observe(document, { childList: true, subtree: true });
			});
			await page.goto("/login");

			expect(await page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual([lang, dir]);
			await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
		});
	});
}

test("a chosen language survives a reload and the login", async ({ page, account }) => {
	await page.goto("/login");
	await page.getByRole("radio", { name: "Русский" }).click();
	await expect(page.getByRole("heading", { level: 1 })).toHaveText("Войти");

	await page.reload();
	await expect(page.getByRole("heading", { level: 1 })).toHaveText("Войти");
	await logIn(page, account);

	await expect(page.getByRole("heading", { level: 1 })).toHaveText("Входящие");
	await expect(page.locator("html")).toHaveAttribute("lang", "ru");
});

test("a switch of language reloads nothing and keeps what was typed, and the focus", async ({ page, member }) => {
	expect(member.username).not.toBe("");
	await page.evaluate(() => Object.assign(window, { mark: 1 }));
	const line = page.locator("#content form input");
	await line.fill("Buy milk");
	await page.evaluate(() => localStorage.setItem("tasklight.language", "fa"));

	await page.evaluate(() => dispatchEvent(new StorageEvent("storage", { key: "tasklight.language" })));
	await expect(page.locator("html")).toHaveAttribute("dir", "rtl");

	await expect(page.getByRole("heading", { level: 1 })).toHaveText("صندوق");
	await expect(line).toHaveValue("Buy milk");
	await expect(line).toBeFocused();
	expect(await page.evaluate(() => "mark" in window)).toBe(true);
});

test("only a Persian page loads the Persian font", async ({ browser }) => {
	for (const [locale, count] of [
		["en-US", 0],
		["fa-IR", 1],
	] as const) {
		const page = await browser.newPage({ locale });
		const fonts: string[] = [];
		page.on("request", (request) => request.url().endsWith(".woff2") && fonts.push(request.url()));
		await page.goto("/login", { waitUntil: "networkidle" });
		await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
		await expect.poll(() => fonts.length).toBe(count);
		await page.close();
	}
});

/** What a screen reader finds on the page, also what it is told (React Aria's announcer), but for addresses. */
async function spoken(page: Page): Promise<string> {
	const tree = await page.locator("body").ariaSnapshot();
	const told = await page.locator("[data-live-announcer]").allTextContents();
	return [...tree.split("\n").filter((line) => !line.includes("/url:")), ...told]
		.map((line) => line.replace(/^\s*- '?[a-z]+|\[[a-z0-9=]+\]|Tasklight|English/g, ""))
		.join("\n");
}

test.describe("in Persian", () => {
	test.use({ locale: "fa-IR" });

	test("what is read aloud is Persian, what the kit says by itself too", async ({ page, member, request }) => {
		const device = await Device.of(request, member);
		const [todo] = await device.add(["شیر بخر"], { due: "2026-11-22" });
		const heard: string[] = [];
		await page.goto(`/inbox?todo=${todo?.id}`);
		await page.getByRole("button", { name: "انتخاب روز" }).click();
		await expect(page.getByRole("grid").last()).toBeVisible();
		heard.push(await spoken(page));
		await page.keyboard.press("Escape");
		await page.goto("/inbox");
		await row(page, "شیر بخر").press("Delete");
		await expect(page.getByRole("alertdialog")).toBeVisible();
		heard.push(await spoken(page));
		await page.keyboard.press("Control+k");
		await expect(page.getByRole("combobox")).toBeFocused();
		heard.push(await spoken(page));

		expect(heard.join("\n")).toContain("شیر بخر");
		expect(heard.join("\n").match(/[A-Za-z]{3,}/g) ?? []).toEqual([]);
	});
});
