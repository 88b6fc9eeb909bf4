// A todo that changed, in lists of every order and filter, as far as they have been read.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Todo } from "@/api/generated/types.gen.ts";
import { type ListQuery, queryOf } from "./listQuery.ts";
import { type LoadedTodos, placed, without } from "./placed.ts";
import type { ViewSearch } from "./views.ts";

const ZONE = "Asia/Tehran";
const TODAY = "2026-11-22";

beforeEach(() => {
	vi.useFakeTimers();
	vi.setSystemTime(new Date("2026-11-22T12:00:00+03:30"));
});
afterEach(() => vi.useRealTimers());

function todo(id: number, fields: Partial<Todo> = {}): Todo {
	return {
		id,
		user_id: 1,
		title: `Todo ${id}`,
		description: "",
		completed: false,
		priority: 0,
		due: null,
		position: `m${id}`,
		completed_at: null,
		created_at: "2026-11-01T00:00:00Z",
		updated_at: "2026-11-01T00:00:00Z",
		deleted_at: null,
		version: id,
		...fields,
	};
}

function loaded(next: string | null, ...pages: Todo[][]): LoadedTodos {
	const last = pages.length - 1;
	return {
		pages: pages.map((todos, index) => ({ todos, next: index === last ? next : "more" })),
		pageParams: pages.map(() => null),
	};
}

const ids = ({ pages }: LoadedTodos) => pages.map(({ todos }) => todos.map(({ id }) => id));

const inbox = (search: ViewSearch = {}): ListQuery => queryOf("inbox", search, TODAY, ZONE);

test("a todo goes to its place among all that has been read", () => {
	const list = loaded(null, [todo(1), todo(3)], [todo(5)]);

	expect(ids(placed(list, inbox(), todo(4)))).toEqual([
		[1, 3],
		[4, 5],
	]);
	expect(ids(placed(list, inbox(), todo(9)))).toEqual([
		[1, 3],
		[5, 9],
	]);
	expect(ids(placed(list, inbox(), todo(1, { position: "m8" })))).toEqual([[3], [5, 1]]);
});

test("what belongs behind the last todo that has been read is left to the next part", () => {
	expect(ids(placed(loaded("more", [todo(1)]), inbox(), todo(2)))).toEqual([[1]]);
});

test("a todo leaves the list that it does not belong to any more", () => {
	const list = loaded(null, [todo(1), todo(2)]);

	expect(ids(placed(list, inbox(), todo(1, { completed: true })))).toEqual([[2]]);
	expect(ids(placed(list, inbox({ priority: 2 }), todo(2)))).toEqual([[1]]);
	expect(ids(placed(list, inbox(), todo(2, { deleted_at: "2026-11-22T08:00:00Z" })))).toEqual([[1]]);
	expect(without(list, 7)).toBe(list);
});

test("days are those of the zone", () => {
	const late = todo(1, { due: "2026-11-22T21:00:00Z" });
	const day = todo(2, { due: "2026-11-22" });
	const upcoming = queryOf("upcoming", {}, TODAY, ZONE);
	const today = queryOf("today", {}, TODAY, ZONE);

	expect([placed(loaded(null, []), upcoming, late), placed(loaded(null, []), today, late)].map(ids)).toEqual([
		[[1]],
		[[]],
	]);
	expect([placed(loaded(null, []), upcoming, day), placed(loaded(null, []), today, day)].map(ids)).toEqual([
		[[]],
		[[2]],
	]);
});

test("overdue and undated ones are told apart", () => {
	const past = todo(1, { due: "2026-11-21" });
	const overdue = inbox({ due: "overdue" });

	expect(ids(placed(loaded(null, []), overdue, past))).toEqual([[1]]);
	expect(ids(placed(loaded(null, []), overdue, todo(2, { due: TODAY })))).toEqual([[]]);
	expect(ids(placed(loaded(null, []), overdue, { ...past, completed: true }))).toEqual([[]]);
	expect(ids(placed(loaded(null, []), inbox({ due: "undated" }), todo(3)))).toEqual([[3]]);
});

test("a search finds Persian by Arabic letters, and keeps what the server found", () => {
	const search = inbox({ q: "كتاب 12" });

	expect(ids(placed(loaded(null, []), search, todo(1, { title: "دو کتاب ۱۲" })))).toEqual([[1]]);
	expect(ids(placed(loaded(null, []), search, todo(2)))).toEqual([[]]);
	expect(ids(placed(loaded(null, [todo(2)]), search, todo(2, { priority: 1 })))).toEqual([[2]]);
});

test("each order is the server's", () => {
	const list = loaded(null, [todo(2, { priority: 2, due: "2026-12-01", version: 30 }), todo(1, { version: 10 })]);
	const added = todo(3, { priority: 1, due: "2026-12-02T00:00:00Z", version: 20, position: "m15" });
	const order = (sort: ViewSearch["sort"]) => ids(placed(list, inbox({ sort }), added))[0];

	expect(order("newest")).toEqual([3, 2, 1]);
	expect(order("due")).toEqual([2, 3, 1]);
	expect(order("priority")).toEqual([2, 3, 1]);
	expect(order("updated")).toEqual([2, 3, 1]);
});
