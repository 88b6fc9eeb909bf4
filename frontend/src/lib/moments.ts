// Moments in the past and days to come as people read them, in the language's calendar and digits.
import { type Language, localeOf } from "./languages.ts";

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
	["minute", 60],
	["hour", 3600],
	["day", 86_400],
];
const WEEK = 7 * 86_400;

/** "2 hours ago" within a week, else the day. */
export function formatMoment(at: string, language: Language): string {
	const locale = localeOf(language);
	const seconds = Math.round((Date.parse(at) - Date.now()) / 1000);
	if (Math.abs(seconds) >= WEEK) {
		return formatDay(at, language);
	}
	const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
	const [unit, length] = UNITS.findLast(([, size]) => Math.abs(seconds) >= size) ?? ["second", 1];
	return unit === "second" ? relative.format(0, "second") : relative.format(Math.trunc(seconds / length), unit);
}

export function formatDay(at: string, language: Language): string {
	return new Intl.DateTimeFormat(localeOf(language), { dateStyle: "long" }).format(new Date(at));
}
