// Drafts: what is pending, what conflicts, and what is left after a choice or a save.
import { expect, test } from "vitest";
import { changed, conflicts, drafted, type Fields, pendingChanges, resolved, withoutSaved } from "./draft.ts";

const TODO: Fields = { title: "Buy milk", description: "", due: null, priority: 0 };

const draft = changed(changed({}, TODO, { field: "title", value: "Mine" }), TODO, { field: "priority", value: 3 });

test("a draft is sent without what did not change", () => {
	expect(pendingChanges(draft, TODO)).toEqual({ title: "Mine", priority: 3 });
	expect(drafted(TODO, draft)).toEqual({ ...TODO, title: "Mine", priority: 3 });
});

test("typing the old value again takes the change away", () => {
	expect(changed(draft, TODO, { field: "title", value: "Buy milk" })).toEqual({ priority: { from: 0, to: 3 } });
});

test("only a field that somebody else changed to something else conflicts", () => {
	expect(conflicts(draft, { ...TODO, description: "theirs" })).toEqual([]);
	expect(conflicts(draft, { ...TODO, title: "Mine" })).toEqual([]);
	expect(conflicts(draft, { ...TODO, title: "Theirs", priority: 3 })).toEqual(["title"]);
});

test("mine goes on from theirs, theirs is no change any more", () => {
	const theirs = { ...TODO, title: "Theirs", priority: 1 };

	const chosen = resolved(draft, theirs, ["priority"]);

	expect(conflicts(chosen, theirs)).toEqual([]);
	expect(pendingChanges(chosen, theirs)).toEqual({ priority: 3 });
});

test("what was typed while the save was under way stays", () => {
	const typed = changed(draft, TODO, { field: "title", value: "Mine and more" });
	const saved = { ...TODO, title: "Mine", priority: 3 };

	const left = withoutSaved(typed, saved, { title: "Mine", priority: 3 });

	expect(left).toEqual({ title: { from: "Mine", to: "Mine and more" } });
});
