// Due dates as people read them: in the language's calendar and digits, near ones by name.
import { type CalendarDate, getLocalTimeZone, parseDate, today } from "@internationalized/date";
import { type Language, localeOf } from "./languages.ts";

/** The day a todo's `due` falls on here: a date as it stands, a time in this browser's zone. */
export function dueDay(due: string): CalendarDate {
	if (due.length === "2026-11-30".length) {
		return parseDate(due);
	}
	const at = new Date(due.replace(/\[.*\]$/, ""));
	const pad = (part: number) => String(part).padStart(2, "0");
	return parseDate(`${String(at.getFullYear()).padStart(4, "0")}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`);
}

export function todayHere(): CalendarDate {
	return today(getLocalTimeZone());
}

/** How many days from today; negative in the past. */
export function daysUntil(day: CalendarDate): number {
	const midnight = (date: CalendarDate) => Date.UTC(date.year, date.month - 1, date.day);
	return Math.round((midnight(day) - midnight(todayHere())) / 86_400_000);
}

function capitalized(text: string, locale: string): string {
	return text.replace(/^\p{Ll}/u, (letter) => letter.toLocaleUpperCase(locale));
}

/** "Today", "Yesterday", "Monday" within a week, else day and month; the year only when it is not this one. */
export function formatDueDay(day: CalendarDate, language: Language): string {
	const locale = localeOf(language);
	const days = daysUntil(day);
	if (Math.abs(days) <= 1) {
		return capitalized(new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(days, "day"), locale);
	}
	const at = day.toDate("UTC");
	if (days > 0 && days < 7) {
		return capitalized(new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" }).format(at), locale);
	}
	const sameYear = day.year === todayHere().year;
	return new Intl.DateTimeFormat(locale, {
		day: "numeric",
		month: "short",
		...(sameYear ? {} : { year: "numeric" }),
		timeZone: "UTC",
	}).format(at);
}

/** Today's full date, as the header of Today shows it. */
export function formatFullDay(day: CalendarDate, language: Language): string {
	return new Intl.DateTimeFormat(localeOf(language), {
		weekday: "long",
		day: "numeric",
		month: "long",
		timeZone: "UTC",
	}).format(day.toDate("UTC"));
}
