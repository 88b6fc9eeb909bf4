// The language of the page: loads its catalogs, and keeps <html lang dir> and the memory of this browser in step. The
// pages in front of the app have a small catalog of their own, so that they need not wait for the whole one.
import { i18n } from "@lingui/core";
import { useLingui } from "@lingui/react";
import { directionOf, isLanguage, type Language } from "./languages.ts";
import { readPreference, writePreference } from "./preferences.ts";

const entryCatalogs = {
	en: () => import("../locales/entry/en.po"),
	fa: () => import("../locales/entry/fa.po"),
	ru: () => import("../locales/entry/ru.po"),
};

const wholeCatalogs = {
	en: () => import("../locales/en.po"),
	fa: () => import("../locales/fa.po"),
	ru: () => import("../locales/ru.po"),
};

// boot.js has seen that somebody seems to be logged in.
let catalogs = document.documentElement.dataset.session === undefined ? entryCatalogs : wholeCatalogs;

async function activate(language: Language): Promise<void> {
	const { messages } = await catalogs[language]();
	document.documentElement.lang = language;
	document.documentElement.dir = directionOf(language);
	i18n.loadAndActivate({ locale: language, messages });
	if (language === "fa") {
		await import("./persianFont.ts");
	}
}

/** Loads what the pages behind the login say; they wait for it. */
export async function loadAllMessages(): Promise<void> {
	if (catalogs !== wholeCatalogs) {
		const language = isLanguage(i18n.locale) ? i18n.locale : "en";
		await wholeCatalogs[language]();
		catalogs = wholeCatalogs;
		await activate(language);
	}
}

/** Shows the page in another language, at once and without a reload. */
export async function setLanguage(language: Language): Promise<void> {
	writePreference("language", language);
	await activate(language);
}

/** Activates the language that boot.js has chosen, and follows a choice made in another tab. */
export async function startLanguage(): Promise<void> {
	const chosen = document.documentElement.lang;
	await activate(isLanguage(chosen) ? chosen : "en");
	addEventListener("storage", (event) => {
		const language = readPreference("language");
		if (event.key === "tasklight.language" && isLanguage(language)) {
			void activate(language);
		}
	});
}

export function useLanguage(): Language {
	const { i18n: active } = useLingui();
	return isLanguage(active.locale) ? active.locale : "en";
}
