// The languages of the app: their own names, directions and calendars.
export const LANGUAGES = ["en", "fa", "ru"] as const;

export type Language = (typeof LANGUAGES)[number];

export const NATIVE_NAMES: Record<Language, string> = { en: "English", fa: "فارسی", ru: "Русский" };

export function isLanguage(text: string | null | undefined): text is Language {
	return LANGUAGES.some((language) => language === text);
}

export function directionOf(language: Language): "ltr" | "rtl" {
	return language === "fa" ? "rtl" : "ltr";
}

/** The BCP 47 tag for Intl and React Aria: Persian with its own calendar and digits. */
export function localeOf(language: Language): string {
	return language === "fa" ? "fa-IR-u-ca-persian-nu-arabext" : language;
}
