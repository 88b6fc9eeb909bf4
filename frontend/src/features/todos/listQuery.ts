// What a view asks the server for, and the same question answered here: which todos belong to a list, and in which
// order. So a change shows at once in every list that has been read.
import type { Todo } from "@/api/generated/types.gen.ts";
import { addDays, dueDay, dueInstant, isOverdue } from "@/lib/dates.ts";
import { toSearchForm } from "@/lib/digits.ts";
import type { Sort, View, ViewSearch } from "./views.ts";

/** The server's parameters. The days mean those of `zone`, which is the profile's. */
export type ListFilter = {
	completed?: boolean;
	priority?: number;
	due_after?: string;
	due_before?: string;
	overdue?: boolean;
	has_due?: boolean;
	q?: string;
	sort: Sort;
};

export type ListQuery = { set: "trash" } | { set: "todos"; zone: string; filter: ListFilter };

const STATUS = { open: false, completed: true, all: undefined } as const;

function searched({ q, priority, due }: ViewSearch): Partial<ListFilter> {
	return {
		...(q === undefined ? {} : { q }),
		...(priority === undefined ? {} : { priority }),
		...(due === "overdue" ? { overdue: true } : due === undefined ? {} : { has_due: due === "dated" }),
	};
}

/** `today` is the day that it is in `zone`, as YYYY-MM-DD. */
export function queryOf(view: View, search: ViewSearch, today: string, zone: string): ListQuery {
	const filter = searched(search);
	switch (view) {
		case "inbox": {
			const completed = STATUS[search.status ?? "open"];
			const status = completed === undefined ? {} : { completed };
			return { set: "todos", zone, filter: { ...filter, ...status, sort: search.sort ?? "position" } };
		}
		case "today":
			return {
				set: "todos",
				zone,
				filter: { ...filter, completed: false, due_before: addDays(today, 1), sort: search.sort ?? "due" },
			};
		case "upcoming":
			return { set: "todos", zone, filter: { ...filter, completed: false, due_after: addDays(today, 1), sort: "due" } };
		case "completed":
			return { set: "todos", zone, filter: { ...filter, completed: true, sort: search.sort ?? "updated" } };
		case "trash":
			return { set: "trash" };
	}
}

function contains(todo: Todo, text: string): boolean {
	const wanted = toSearchForm(text);
	return toSearchForm(todo.title).includes(wanted) || toSearchForm(todo.description).includes(wanted);
}

/** `wasThere`: the server had it in the list, which knows better what fits a search. */
export function belongs(query: ListQuery, todo: Todo, wasThere: boolean): boolean {
	if (query.set === "trash" || todo.deleted_at !== null) {
		return query.set === "trash" && todo.deleted_at !== null;
	}
	const { completed, priority, due_after, due_before, overdue, has_due, q } = query.filter;
	const day = todo.due === null ? null : dueDay(todo.due, query.zone);
	return (
		(completed === undefined || todo.completed === completed) &&
		(priority === undefined || todo.priority === priority) &&
		(has_due === undefined || (day !== null) === has_due) &&
		(due_before === undefined || (day !== null && day < due_before)) &&
		(due_after === undefined || (day !== null && day >= due_after)) &&
		(overdue === undefined || (!todo.completed && todo.due !== null && isOverdue(todo.due, query.zone)) === overdue) &&
		(q === undefined || wasThere || contains(todo, q))
	);
}

function compared(one: string | number, other: string | number): number {
	return one < other ? -1 : one > other ? 1 : 0;
}

type Comparison = (one: Todo, other: Todo) => number;

const ORDERS: Record<Sort, Comparison> = {
	newest: (one, other) => other.id - one.id,
	position: (one, other) => compared(one.position, other.position) || one.id - other.id,
	due: (one, other) =>
		compared(
			one.due === null ? Infinity : dueInstant(one.due),
			other.due === null ? Infinity : dueInstant(other.due),
		) || one.id - other.id,
	priority: (one, other) => other.priority - one.priority || other.id - one.id,
	updated: (one, other) => other.version - one.version,
};

/** The order in which the server answers the query. */
export function orderOf(query: ListQuery): Comparison {
	return query.set === "todos"
		? ORDERS[query.filter.sort]
		: (one, other) => compared(other.deleted_at ?? "", one.deleted_at ?? "") || other.id - one.id;
}
