// Due dates as people read them: in the language's calendar and digits, near ones by name.
import {
	type CalendarDate,
	fromDate,
	getLocalTimeZone,
	parseDate,
	toCalendarDate,
	today,
	type ZonedDateTime,
} from "@internationalized/date";
import { type Language, localeOf } from "./languages.ts";

const ZONE_NAME = /\[(.*)\]$/;

/** Whether `due` is a day and not a time. */
export function isWholeDay(due: string): boolean {
	return due.length === "2026-11-30".length;
}

/** The zone that a time names, if any. */
export function zoneOf(due: string): string | undefined {
	return ZONE_NAME.exec(due)?.[1];
}

/** The moment of a todo's `due` in milliseconds; of a day its beginning in UTC, as the server sorts. */
export function dueInstant(due: string): number {
	return Date.parse(due.replace(ZONE_NAME, ""));
}

export function dueTime(due: string, zone: string): ZonedDateTime {
	return fromDate(new Date(dueInstant(due)), zone);
}

/** The day a todo's `due` falls on in `zone`: a date as it stands. */
export function dueDay(due: string, zone: string = getLocalTimeZone()): CalendarDate {
	return isWholeDay(due) ? parseDate(due) : toCalendarDate(dueTime(due, zone));
}

export function todayIn(zone: string): CalendarDate {
	return today(zone);
}

export function todayHere(): CalendarDate {
	return todayIn(getLocalTimeZone());
}

/** The day after a day, both as YYYY-MM-DD. */
export function tomorrowOf(day: string): string {
	return parseDate(day).add({ days: 1 }).toString();
}

/** A day has passed when it is over in `zone`. */
export function isOverdue(due: string, zone: string): boolean {
	return isWholeDay(due) ? due < todayIn(zone).toString() : dueInstant(due) < Date.now();
}

/** How many days from today; negative in the past. */
export function daysUntil(day: CalendarDate, zone: string = getLocalTimeZone()): number {
	const midnight = (date: CalendarDate) => Date.UTC(date.year, date.month - 1, date.day);
	return Math.round((midnight(day) - midnight(todayIn(zone))) / 86_400_000);
}

function capitalized(text: string, locale: string): string {
	return text.replace(/^\p{Ll}/u, (letter) => letter.toLocaleUpperCase(locale));
}

function formatted(day: CalendarDate, locale: string, parts: Intl.DateTimeFormatOptions): string {
	return new Intl.DateTimeFormat(locale, { ...parts, timeZone: "UTC" }).format(day.toDate("UTC"));
}

function yearUnlessNow(day: CalendarDate, locale: string, zone: string): Intl.DateTimeFormatOptions {
	const yearOf = (date: CalendarDate) => formatted(date, locale, { year: "numeric" });
	return yearOf(day) === yearOf(todayIn(zone)) ? {} : { year: "numeric" };
}

/** "Today", "Yesterday", "Monday" within a week, else day and month; the year only when it is not this one. */
export function formatDueDay(day: CalendarDate, language: Language, zone: string = getLocalTimeZone()): string {
	const locale = localeOf(language);
	const days = daysUntil(day, zone);
	if (Math.abs(days) <= 1) {
		return capitalized(new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(days, "day"), locale);
	}
	if (days > 0 && days < 7) {
		return capitalized(formatted(day, locale, { weekday: "long" }), locale);
	}
	return formatted(day, locale, { day: "numeric", month: "short", ...yearUnlessNow(day, locale, zone) });
}

export function formatTime(due: string, language: Language, zone: string): string {
	return new Intl.DateTimeFormat(localeOf(language), { timeStyle: "short", timeZone: zone }).format(dueInstant(due));
}

/** The day as formatDueDay says it, and the time of day where there is one. */
export function formatDue(due: string, language: Language, zone: string): string {
	const day = formatDueDay(dueDay(due, zone), language, zone);
	return isWholeDay(due) ? day : `${day} ${formatTime(due, language, zone)}`;
}

/** The full date of a day, as the headings of Today and Upcoming show it; the year only when it is not this one. */
export function formatFullDay(day: CalendarDate, language: Language, zone: string): string {
	const locale = localeOf(language);
	const parts = { weekday: "long", day: "numeric", month: "long", ...yearUnlessNow(day, locale, zone) } as const;
	return capitalized(formatted(day, locale, parts), locale);
}

/** Month and year. V8 puts the Persian year first, so the order is made here. */
export function formatMonth(day: CalendarDate, language: Language): string {
	const locale = localeOf(language);
	const at = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" });
	const parts = at.formatToParts(day.toDate("UTC"));
	const text = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
	return capitalized(
		language === "fa" ? `${text("month")} ${text("year")}` : parts.map(({ value }) => value).join(""),
		locale,
	);
}

/** When something happened: date and time of day in `zone`. */
export function formatMoment(moment: string, language: Language, zone: string): string {
	return new Intl.DateTimeFormat(localeOf(language), {
		dateStyle: "medium",
		timeStyle: "short",
		timeZone: zone,
	}).format(Date.parse(moment));
}
