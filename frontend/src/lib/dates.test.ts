// Due days as they are shown, with the clock standing still at noon of a Sunday in Tehran.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { daysUntil, dueDay, formatDueDay } from "./dates.ts";

beforeEach(() => {
	vi.useFakeTimers();
	vi.setSystemTime(new Date("2026-11-22T12:00:00+03:30"));
});
afterEach(() => vi.useRealTimers());

test("a date is that date, a time the day that it falls on here", () => {
	expect(dueDay("2026-11-30").toString()).toBe("2026-11-30");
	expect(dueDay("2026-11-30T22:30:00Z").toString()).toBe("2026-12-01");
	expect(dueDay("2026-11-30T23:30:00+03:30[Asia/Tehran]").toString()).toBe("2026-11-30");
});

test("days are counted over the end of a month and a leap day", () => {
	expect(daysUntil(dueDay("2026-12-01"))).toBe(9);
	expect(daysUntil(dueDay("2028-03-01")) - daysUntil(dueDay("2028-02-28"))).toBe(2);
});

test("near days have names, far ones dates in the language's calendar", () => {
	const day = (due: string, language: "en" | "fa" | "ru") => formatDueDay(dueDay(due), language);

	expect([day("2026-11-22", "en"), day("2026-11-23", "ru"), day("2026-11-21", "fa")]).toEqual([
		"Today",
		"Завтра",
		"دیروز",
	]);
	expect(day("2026-11-27", "en")).toBe("Friday");
	expect(day("2027-03-21", "fa")).toContain("فروردین");
	expect(day("2027-03-21", "fa")).toMatch(/[۰-۹]/);
});
