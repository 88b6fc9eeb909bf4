// Due dates taken apart and put together again, over leap days and in zones of every kind.
import { expect, test } from "vitest";
import { composedDue, dueParts, zoneChoices } from "./dueParts.ts";

test.each([
	["2028-02-29", "2028-02-29", null, "Europe/Moscow"],
	["2028-02-29T23:30:00+03:30[Asia/Tehran]", "2028-02-29", "23:30", "Asia/Tehran"],
	["2026-12-31T22:00:00Z", "2027-01-01", "01:00", "Europe/Moscow"],
	["2025-03-20T00:00:00-05:00", "2025-03-20", "08:00", "Europe/Moscow"],
])("%s", (due, day, time, zone) => {
	expect(dueParts(due, "Europe/Moscow")).toEqual({ day, time, zone });
});

test.each([
	"2028-02-29",
	"2025-03-20",
	"2027-12-31T23:59:00+03:00[Europe/Moscow]",
	"2026-07-01T00:00:00+03:30[Asia/Tehran]",
])("%s comes back as it was", (due) => {
	expect(composedDue(dueParts(due, "UTC"))).toBe(due);
});

test("another zone means another moment at the same time of day", () => {
	const due = composedDue({ ...dueParts("2026-11-30T14:00:00+03:30[Asia/Tehran]", "UTC"), zone: "Europe/Moscow" });

	expect(due).toBe("2026-11-30T14:00:00+03:00[Europe/Moscow]");
});

test("no day is no date", () => {
	expect(composedDue({ day: null, time: "10:00", zone: "UTC" })).toBeNull();
});

test("each zone is offered once", () => {
	expect(zoneChoices("Asia/Tehran", "UTC").map(({ value }) => value)).toEqual(["Asia/Tehran", "UTC"]);
});
