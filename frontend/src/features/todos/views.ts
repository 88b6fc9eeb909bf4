// The views of the list, each an address of the app: which todos it shows and in which order.
import type { Todo } from "@/api/generated/types.gen.ts";
import { daysUntil, dueDay } from "@/lib/dates.ts";

export const VIEWS = ["inbox", "today", "upcoming", "completed", "trash"] as const;

export type View = (typeof VIEWS)[number];

/** What is fetched: the three lists of the server, of which the views are parts. */
export type TodoSet = "open" | "completed" | "trash";

export function setOf(view: View): TodoSet {
	return view === "completed" || view === "trash" ? view : "open";
}

function byDue(one: Todo, other: Todo): number {
	return (one.due ?? "").localeCompare(other.due ?? "") || other.priority - one.priority;
}

/** The part of its set that a view shows. */
export function visibleIn(view: View, todos: readonly Todo[]): readonly Todo[] {
	const days = (todo: Todo) => (todo.due === null ? Number.NaN : daysUntil(dueDay(todo.due)));
	switch (view) {
		case "today":
			return todos.filter((todo) => days(todo) <= 0).sort(byDue);
		case "upcoming":
			return todos.filter((todo) => days(todo) > 0).sort(byDue);
		default:
			return todos;
	}
}
