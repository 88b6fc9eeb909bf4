// Todos in the order of their due dates, by the day on which each is due.
import type { Todo } from "@/api/generated/types.gen.ts";
import { dueDay } from "@/lib/dates.ts";

export type DueOnDay = { id: string; day: string; todos: Todo[] };

export function byDay(todos: readonly Todo[], zone: string): DueOnDay[] {
	const days = new Map<string, DueOnDay>();
	for (const todo of todos) {
		const day = todo.due === null ? "" : dueDay(todo.due, zone);
		const others = days.get(day);
		if (others === undefined) {
			days.set(day, { id: day, day, todos: [todo] });
		} else {
			others.todos.push(todo);
		}
	}
	return [...days.values()].filter(({ day }) => day !== "").sort((one, other) => (one.day < other.day ? -1 : 1));
}
