// Light, dark, or as the system says: kept in this browser, shown by data-theme on <html> (boot.js sets it first).
import { useSyncExternalStore } from "react";
import { readPreference, writePreference } from "./preferences.ts";

export const THEMES = ["system", "light", "dark"] as const;

export type Theme = (typeof THEMES)[number];

const listeners = new Set<() => void>();

function currentTheme(): Theme {
	return THEMES.find((theme) => theme === document.documentElement.dataset.theme) ?? "system";
}

function show(theme: Theme): void {
	if (theme === "system") {
		delete document.documentElement.dataset.theme;
	} else {
		document.documentElement.dataset.theme = theme;
	}
	for (const listener of listeners) {
		listener();
	}
}

export function setTheme(theme: Theme): void {
	writePreference("theme", theme === "system" ? null : theme);
	show(theme);
}

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

export function useTheme(): Theme {
	return useSyncExternalStore(subscribe, currentTheme);
}

/** Follows a change made in another tab. */
export function followTheme(): void {
	addEventListener("storage", (event) => {
		if (event.key === "tasklight.theme") {
			show(THEMES.find((theme) => theme === readPreference("theme")) ?? "system");
		}
	});
}
