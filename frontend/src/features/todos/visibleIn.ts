// Which todos a view shows, and in which order.
import type { Todo } from "@/api/generated/types.gen.ts";
import { daysUntil, dueDay } from "@/lib/dates.ts";
import type { View } from "./views.ts";

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
