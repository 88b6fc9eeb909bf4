// Due dates as people read them: in the language's calendar and digits, near ones by name. A day is YYYY-MM-DD; the list
// needs no more of calendars than the browser has, so nothing else is loaded for it.
import { type Language, localeOf } from "./languages.ts";

const ZONE_NAME = /\[(.*)\]$/;
const DAY_MS = 86_400_000;

const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** The zone of this browser. */
export function localZone(): string {
	return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

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

/** The day of a moment in `zone`. */
function dayOf(instant: number, zone: string): string {
	const parts = { year: "numeric", month: "2-digit", day: "2-digit", timeZone: zone } as const;
	const format = dayFormats.get(zone) ?? new Intl.DateTimeFormat("en-u-ca-iso8601", parts);
	dayFormats.set(zone, format);
	const text = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]));
	return `${text.get("year")?.padStart(4, "0")}-${text.get("month")}-${text.get("day")}`;
}

/** The day a todo's `due` falls on in `zone`: a date as it stands. */
export function dueDay(due: string, zone: string = localZone()): string {
	return isWholeDay(due) ? due : dayOf(dueInstant(due), zone);
}

export function todayIn(zone: string): string {
	return dayOf(Date.now(), zone);
}

export function todayHere(): string {
	return todayIn(localZone());
}

export function addDays(day: string, days: number): string {
	return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, day.length);
}

/** A day has passed when it is over in `zone`. */
export function isOverdue(due: string, zone: string): boolean {
	return isWholeDay(due) ? due < todayIn(zone) : dueInstant(due) < Date.now();
}

/** How many days from today; negative in the past. */
export function daysUntil(day: string, zone: string = localZone()): number {
	return Math.round((Date.parse(day) - Date.parse(todayIn(zone))) / DAY_MS);
}

function capitalized(text: string, locale: string): string {
	return text.replace(/^\p{Ll}/u, (letter) => letter.toLocaleUpperCase(locale));
}

function formatted(day: string, locale: string, parts: Intl.DateTimeFormatOptions): string {
	return new Intl.DateTimeFormat(locale, { ...parts, timeZone: "UTC" }).format(Date.parse(day));
}

function yearUnlessNow(day: string, locale: string, zone: string): Intl.DateTimeFormatOptions {
	const yearOf = (date: string) => formatted(date, locale, { year: "numeric" });
	return yearOf(day) === yearOf(todayIn(zone)) ? {} : { year: "numeric" };
}

/** "Today", "Yesterday", "Monday" within a week, else day and month; the year only when it is not this one. */
export function formatDueDay(day: string, language: Language, zone: string = localZone()): string {
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
export function formatFullDay(day: string, language: Language, zone: string = localZone()): string {
	const locale = localeOf(language);
	const parts = { weekday: "long", day: "numeric", month: "long", ...yearUnlessNow(day, locale, zone) } as const;
	return capitalized(formatted(day, locale, parts), locale);
}

/** Month and year. V8 puts the Persian year first, so the order is made here. */
export function formatMonth(day: string, language: Language): string {
	const locale = localeOf(language);
	const at = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" });
	const parts = at.formatToParts(Date.parse(day));
	const text = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
	return capitalized(
		language === "fa" ? `${text("month")} ${text("year")}` : parts.map(({ value }) => value).join(""),
		locale,
	);
}

/** When something happened: date and time of day in `zone`. */
export function formatMoment(moment: string, language: Language, zone: string): string {
	const parts = { dateStyle: "medium", timeStyle: "short", timeZone: zone } as const;
	return new Intl.DateTimeFormat(localeOf(language), parts).format(Date.parse(moment));
}
