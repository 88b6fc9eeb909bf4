// What is forgotten with the session, and what stays.
import { beforeEach, expect, test } from "vitest";
import { forgetUser, readPreference, writePreference } from "./preferences.ts";

beforeEach(() => {
	localStorage.clear();
	sessionStorage.clear();
});

test("the session's end leaves the choices about this browser and nothing else of ours", () => {
	writePreference("language", "fa");
	writePreference("theme", "dark");
	writePreference("session", "open");
	writePreference("weekStart", "6");
	sessionStorage.setItem("tasklight.line", "Buy milk");
	localStorage.setItem("somebody.else", "1");

	forgetUser();

	expect(Object.keys(localStorage).toSorted()).toEqual(["somebody.else", "tasklight.language", "tasklight.theme"]);
	expect(Object.keys(sessionStorage)).toEqual([]);
	expect(readPreference("session")).toBeNull();
});
