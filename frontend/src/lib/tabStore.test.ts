// What a tab keeps of its user: over a reload, and never longer than the session.
import { beforeEach, expect, test } from "vitest";
import { forgetUser } from "./preferences.ts";
import { tabStore } from "./tabStore.ts";

beforeEach(() => {
	sessionStorage.clear();
});

test("what was written is there after a reload", () => {
	tabStore("line", "").write("Buy milk");

	expect(tabStore("line", "").read()).toBe("Buy milk");
});

test("what is not JSON is taken for nothing", () => {
	sessionStorage.setItem("tasklight.line", "Buy milk");

	expect(tabStore("line", "").read()).toBe("");
});

test("nothing is left in memory nor in storage when the user is forgotten", () => {
	const line = tabStore("line", "");
	line.write("Buy milk");

	forgetUser();

	expect(line.read()).toBe("");
	expect(tabStore("line", "").read()).toBe("");
});
