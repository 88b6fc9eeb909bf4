// Moments as they are told, with the clock standing still.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { formatMoment } from "./moments.ts";

beforeEach(() => {
	vi.useFakeTimers();
	vi.setSystemTime(new Date("2026-11-22T12:00:00Z"));
});
afterEach(() => vi.useRealTimers());

test.each([
	["2026-11-22T11:59:40Z", "now"],
	["2026-11-22T12:00:02Z", "now"],
	["2026-11-22T11:58:00Z", "2 minutes ago"],
	["2026-11-22T06:30:00Z", "5 hours ago"],
	["2026-11-21T11:00:00Z", "yesterday"],
	["2026-10-01T11:00:00Z", "October 1, 2026"],
])("%s is %s", (at, told) => {
	expect(formatMoment(at, "en")).toBe(told);
});

test("a Persian page tells them in Persian digits and the Persian calendar", () => {
	expect(formatMoment("2026-11-22T11:58:00Z", "fa")).toContain("۲");
	expect(formatMoment("2026-10-01T11:00:00Z", "fa")).toContain("مهر");
});
