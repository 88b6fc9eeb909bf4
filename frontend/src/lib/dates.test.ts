// Due days as they are shown, with the clock standing still at noon of a Sunday in Tehran.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
	addDays,
	daysUntil,
	dueDay,
	formatDue,
	formatDueDay,
	formatFullDay,
	formatMonth,
	isOverdue,
	todayIn,
} from "./dates.ts";

beforeEach(() => {
	vi.useFakeTimers();
	vi.setSystemTime(new Date("2026-11-22T12:00:00+03:30"));
});
afterEach(() => vi.useRealTimers());

test("a date is that date, a time the day that it falls on in the zone", () => {
	expect(dueDay("2026-11-30")).toBe("2026-11-30");
	expect(dueDay("2026-11-30T22:30:00Z")).toBe("2026-12-01");
	expect(dueDay("2026-11-30T22:30:00Z", "UTC")).toBe("2026-11-30");
	expect(dueDay("2026-11-30T23:30:00+03:30[Asia/Tehran]")).toBe("2026-11-30");
});

test("today is another day far away", () => {
	expect([todayIn("Pacific/Kiritimati"), todayIn("Asia/Tehran"), todayIn("Pacific/Pago_Pago")]).toEqual([
		"2026-11-22",
		"2026-11-22",
		"2026-11-21",
	]);
});

test("days are counted over the end of a month and a leap day", () => {
	expect(daysUntil("2026-12-01")).toBe(9);
	expect(daysUntil("2028-03-01") - daysUntil("2028-02-28")).toBe(2);
	expect([addDays("2028-02-28", 1), addDays("2026-12-31", 1)]).toEqual(["2028-02-29", "2027-01-01"]);
});

test("a day is overdue when it is over, a time when it has passed", () => {
	expect(isOverdue("2026-11-21", "Asia/Tehran")).toBe(true);
	expect(isOverdue("2026-11-22", "Asia/Tehran")).toBe(false);
	expect(isOverdue("2026-11-22T08:29:00Z", "Asia/Tehran")).toBe(true);
	expect(isOverdue("2026-11-22T08:31:00Z", "Asia/Tehran")).toBe(false);
});

test("near days have names, far ones dates in the language's calendar", () => {
	expect([
		formatDueDay("2026-11-22", "en"),
		formatDueDay("2026-11-23", "ru"),
		formatDueDay("2026-11-21", "fa"),
	]).toEqual(["Today", "Завтра", "دیروز"]);
	expect(formatDueDay("2026-11-27", "en")).toBe("Friday");
	expect(formatDueDay("2027-03-21", "fa")).toBe("۱ فروردین ۱۴۰۶");
	expect(formatDue("2026-11-23T14:00:00+03:30[Asia/Tehran]", "fa", "Asia/Tehran")).toBe("فردا ۱۴:۰۰");
});

test("a year is named when it is not this one, in the calendar that is shown", () => {
	expect(formatFullDay("2027-01-01", "en")).toBe("Friday, January 1, 2027");
	expect(formatFullDay("2027-01-01", "fa")).not.toContain("۱۴۰۵");
	expect(formatFullDay("2026-12-01", "ru")).toBe("Вторник, 1 декабря");
});

test("a Persian month stands before its year", () => {
	expect([formatMonth("2026-11-22", "fa"), formatMonth("2026-11-22", "en")]).toEqual(["آذر ۱۴۰۵", "November 2026"]);
});
