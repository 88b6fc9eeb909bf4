// The languages of the app: their own names, directions and calendars.
import { readPreference } from "./preferences.ts";

export const LANGUAGES = ["en", "fa", "ru"] as const;

export type Language = (typeof LANGUAGES)[number];

export const CALENDARS = ["gregory", "persian"] as const;

export type Calendar = (typeof CALENDARS)[number];

export const NATIVE_NAMES: Record<Language, string> = { en: "English", fa: "فارسی", ru: "Русский" };

export function isLanguage(text: string | null | undefined): text is Language {
	return LANGUAGES.some((language) => language === text);
}

export function directionOf(language: Language): "ltr" | "rtl" {
	return language === "fa" ? "rtl" : "ltr";
}

/** The calendar that was chosen in this browser, else the language's own. */
export function calendarOf(language: Language): Calendar {
	const chosen = readPreference("calendar");
	return CALENDARS.find((calendar) => calendar === chosen) ?? (language === "fa" ? "persian" : "gregory");
}

/** The BCP 47 tag for Intl and React Aria, with calendar and digits. */
export function localeOf(language: Language): string {
	const calendar = calendarOf(language);
	if (language === "fa") {
		return `fa-IR-u-ca-${calendar}-nu-arabext`;
	}
	return calendar === "gregory" ? language : `${language}-u-ca-${calendar}`;
}
