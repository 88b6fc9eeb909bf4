// The calendar that dates are shown in, and the day that a week begins with: as chosen, else as is usual in the language.
import { i18n } from "@lingui/core";
import { useLanguage } from "./i18n.ts";
import { type Calendar, calendarOf, type Language } from "./languages.ts";
import { readPreference, writePreference } from "./preferences.ts";

/** ISO 8601: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

const USUAL_START: Record<Language, Weekday> = { en: 7, fa: 6, ru: 1 };
const ARIA_NAMES = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

export function weekStartOf(language: Language): Weekday {
	const chosen = Number(readPreference("weekStart"));
	return WEEKDAYS.find((day) => day === chosen) ?? USUAL_START[language];
}

/** As React Aria's calendars take it. */
export function firstDayOfWeek(language: Language): (typeof ARIA_NAMES)[number] {
	return ARIA_NAMES[weekStartOf(language) - 1] ?? "mon";
}

export function useCalendar(): Calendar {
	return calendarOf(useLanguage());
}

/** Shows each date of the page anew. */
function showAgain(): void {
	i18n.activate(i18n.locale);
}

export function setCalendar(calendar: Calendar): void {
	writePreference("calendar", calendar);
	showAgain();
}

export function setWeekStart(day: Weekday): void {
	if (readPreference("weekStart") !== String(day)) {
		writePreference("weekStart", String(day));
		showAgain();
	}
}
