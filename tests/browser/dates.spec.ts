// Points 3, 4, 5 and 6: dates in two calendars, two directions and three kinds of digits; the server gets ISO dates.
import type { Page } from "@playwright/test";
import { type Account, expect, logIn, test } from "./app.ts";
import { Device } from "./device.ts";

/** What the pages take for now, where dates are written relative to it. */
const NOW = new Date("2026-11-22T09:00:00Z");

async function openDue(page: Page, account: Account, device: Device, due: string | null): Promise<number> {
	const [todo] = await device.add([{ title: "Renew the passport", due }]);
	await logIn(page, account);
	await page.goto(`/inbox?todo=${todo?.id}`);
	await expect(page.locator("[data-field=due] [role=spinbutton]").first()).toBeVisible();
	return todo?.id ?? 0;
}

async function typeDate(page: Page, digits: string): Promise<void> {
	await page.locator("[data-field=due] [role=spinbutton]").first().focus();
	await page.keyboard.type(digits, { delay: 10 });
	await page.keyboard.press("Control+Enter");
}

test.describe("in Persian", () => {
	test.use({ locale: "fa-IR", timezoneId: "Asia/Tehran" });
	test.beforeEach(({ page }) => page.clock.setFixedTime(NOW));

	test("the month stands before the year, weeks begin on Saturday, the left arrow is the next day", async ({
		page,
		account,
		request,
	}) => {
		const device = await Device.of(request, account);
		const id = await openDue(page, account, device, "2026-11-22");
		await page.getByRole("button", { name: /انتخاب روز/ }).click();
		const calendar = page.getByRole("dialog");

		await expect(calendar.getByText("آذر ۱۴۰۵", { exact: true })).toBeVisible();
		await expect(calendar.locator("th").first()).toHaveText("ش");
		await expect(calendar.locator("[data-selected]")).toHaveText("۱");
		await expect(calendar.locator("[data-selected]")).toBeFocused();
		await page.keyboard.press("ArrowLeft");
		await page.keyboard.press("Enter");
		await page.getByRole("button", { name: "ذخیره" }).click();

		await expect.poll(async () => (await device.get(id)).due).toBe("2026-11-23");
		await expect(page.getByRole("row")).toContainText("فردا");
	});

	for (const [name, digits] of [
		["Persian", "۱۴۰۳۱۲۳۰"],
		["Arabic", "١٤٠٣١٢٣٠"],
		["Latin", "14031230"],
	] as const) {
		test(`30 Esfand 1403 is typed in ${name} digits`, async ({ page, account, request }) => {
			const device = await Device.of(request, account);
			const id = await openDue(page, account, device, "2025-01-20");
			await typeDate(page, digits);

			await expect.poll(async () => (await device.get(id)).due).toBe("2025-03-20");
			await expect(page.getByRole("row")).toContainText("۳۰ اسفند ۱۴۰۳");
		});
	}
});

for (const timezoneId of ["Asia/Tehran", "Europe/Moscow"]) {
	test.describe(`in ${timezoneId}`, () => {
		test.use({ locale: "en-US", timezoneId });
		test.beforeEach(({ page }) => page.clock.setFixedTime(NOW));

		test("29 February 2028 and the last day of a year go there and back", async ({ page, account, request }) => {
			const device = await Device.of(request, account);
			const id = await openDue(page, account, device, "2027-05-05");
			await typeDate(page, "02292028");
			await expect.poll(async () => (await device.get(id)).due).toBe("2028-02-29");
			await expect(page.getByRole("row")).toContainText("Feb 29, 2028");

			await typeDate(page, "١٢٣١٢٠٢٧");
			await expect.poll(async () => (await device.get(id)).due).toBe("2027-12-31");
			await page.reload();
			await expect(page.getByRole("row")).toContainText("Dec 31, 2027");
			await expect(page.locator("[data-field=due] [role=spinbutton]").first()).toHaveText("12");
		});

		test("a time has the profile's zone", async ({ page, account, request }) => {
			const device = await Device.of(request, account);
			const id = await openDue(page, account, device, "2027-05-05");
			await page.getByRole("button", { name: "Add a time" }).click();
			await page.getByRole("spinbutton", { name: /hour/ }).focus();
			await page.keyboard.type("0230PM", { delay: 10 });
			await page.keyboard.press("Control+Enter");

			const offset = timezoneId === "Asia/Tehran" ? "+03:30" : "+03:00";
			await expect.poll(async () => (await device.get(id)).due).toBe(`2027-05-05T14:30:00${offset}[${timezoneId}]`);
			await expect(page.getByRole("row")).toContainText("2:30 PM");
		});
	});
}

test.describe("far from home", () => {
	test.use({ locale: "en-US", timezoneId: "Pacific/Kiritimati" });

	test("days are those of the profile's zone, not of the browser's", async ({ page, account, request }) => {
		const device = await Device.of(request, account);
		await device.patchProfile({ time_zone: "Pacific/Pago_Pago" });
		const day = new Intl.DateTimeFormat("sv", { timeZone: "Pacific/Pago_Pago" }).format(Date.now());
		const next = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
		await device.add([
			{ title: "There today", due: day },
			{ title: "There tomorrow", due: next },
		]);
		await logIn(page, account);
		await page.goto("/today");
		await expect(page.getByRole("row")).toHaveText([/There today.*Today/]);

		await page.goto("/upcoming");
		await expect(page.getByRole("row", { name: "There tomorrow" })).toBeVisible();
		await expect(page.getByRole("row", { name: "There today" })).toHaveCount(0);
	});
});
