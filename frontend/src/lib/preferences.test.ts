// What is forgotten with the session, and what stays.
import { beforeEach, expect, test } from "vitest";
import { forgetUser, keepFor, readPreference, writePreference } from "./preferences.ts";

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

test("what a user leaves behind is there for the same one and not for another", () => {
	keepFor("7");
	localStorage.setItem("tasklight.outbox.1", "[]");
	sessionStorage.setItem("tasklight.line", "Buy milk");

	keepFor("7");
	expect(sessionStorage.getItem("tasklight.line")).toBe("Buy milk");

	keepFor("8");
	expect(Object.keys(localStorage)).toEqual(["tasklight.user"]);
	expect(Object.keys(sessionStorage)).toEqual(["tasklight.user"]);
});

test("what the new user has written in another tab stays when this tab learns of the login", () => {
	keepFor("7");
	sessionStorage.setItem("tasklight.line", "Buy milk");
	localStorage.setItem("tasklight.user", "8");
	localStorage.setItem("tasklight.outbox.1", "[]");

	keepFor("8");

	expect(sessionStorage.getItem("tasklight.line")).toBeNull();
	expect(localStorage.getItem("tasklight.outbox.1")).toBe("[]");
});
