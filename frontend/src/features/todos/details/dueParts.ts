// A due date taken apart into what a form shows, and put together again as the server takes it.
import { fromDate, parseDate, parseTime, toCalendarDateTime, toZoned } from "@internationalized/date";
import { dueDay, dueInstant, isWholeDay, localZone, zoneOf } from "@/lib/dates.ts";

/** Day as YYYY-MM-DD and time as HH:MM in `zone`. */
export type DueParts = { day: string | null; time: string | null; zone: string };

export function dueParts(due: string | null, profileZone: string): DueParts {
	const zone = (due === null ? undefined : zoneOf(due)) ?? profileZone;
	if (due === null) {
		return { day: null, time: null, zone };
	}
	const day = dueDay(due, zone);
	if (isWholeDay(due)) {
		return { day, time: null, zone };
	}
	const { hour, minute } = fromDate(new Date(dueInstant(due)), zone);
	return { day, time: [hour, minute].map((part) => String(part).padStart(2, "0")).join(":"), zone };
}

export function composedDue({ day, time, zone }: DueParts): string | null {
	if (day === null || time === null) {
		return day;
	}
	return toZoned(toCalendarDateTime(parseDate(day), parseTime(time)), zone).toString();
}

export function zoneChoices(...zones: string[]): { value: string; label: string }[] {
	const all = new Set([...zones, localZone(), "UTC"]);
	return [...all].map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }));
}
