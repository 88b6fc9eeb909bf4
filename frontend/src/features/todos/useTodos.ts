// The todos of a view, and how the cache that holds them is changed: the one place that knows its keys.
import { type QueryClient, useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Todo } from "@/api/generated/types.gen.ts";
import type { Problem } from "@/api/problem.ts";
import { readTodos } from "./todoPages.ts";
import { setOf, type TodoSet, type View } from "./views.ts";
import { visibleIn } from "./visibleIn.ts";

const keyOf = (set: TodoSet) => ["todos", set] as const;

export function useTodos(view: View) {
	const set = setOf(view);
	return useQuery<Todo[], Problem, readonly Todo[]>({
		queryKey: keyOf(set),
		queryFn: ({ signal }) => readTodos(set, signal),
		// Comparing thousands of todos deeply takes longer than showing them.
		structuralSharing: false,
		select: useCallback((todos: Todo[]) => visibleIn(view, todos), [view]),
	});
}

function setOfTodo(todo: Todo): TodoSet {
	return todo.deleted_at !== null ? "trash" : todo.completed ? "completed" : "open";
}

function byPosition(one: Todo, other: Todo): number {
	return one.position < other.position ? -1 : one.position > other.position ? 1 : one.id - other.id;
}

/** Puts todos where they belong in every list that has been read. */
export function placeTodos(client: QueryClient, todos: readonly Todo[]): void {
	const ids = new Set(todos.map(({ id }) => id));
	for (const set of ["open", "completed", "trash"] as const) {
		client.setQueryData<Todo[]>(keyOf(set), (before) => {
			const others = before?.filter(({ id }) => !ids.has(id));
			const arrivals = todos.filter((todo) => setOfTodo(todo) === set);
			if (others === undefined || (arrivals.length === 0 && others.length === before?.length)) {
				return before;
			}
			return set === "open" ? [...others, ...arrivals].sort(byPosition) : [...arrivals, ...others];
		});
	}
}

/** Puts a todo, as the server has it now, where it belongs in every list that has been read. */
export function placeTodo(client: QueryClient, todo: Todo): void {
	placeTodos(client, [todo]);
}

/** The open todos that have been read, in the user's order. */
export function openTodos(client: QueryClient): readonly Todo[] {
	return client.getQueryData<Todo[]>(keyOf("open")) ?? [];
}

/** Those of the todos that have been read, in whichever list. */
export function findTodos(client: QueryClient, ids: readonly number[]): Todo[] {
	const wanted = new Set(ids);
	const found = new Map<number, Todo>();
	for (const [, todos] of wanted.size === 0 ? [] : client.getQueriesData<Todo[]>({ queryKey: ["todos"] })) {
		for (const todo of todos ?? []) {
			if (wanted.has(todo.id)) {
				found.set(todo.id, todo);
			}
		}
	}
	return [...found.values()];
}

/** Takes todos that are gone for good out of every list. */
export function dropTodos(client: QueryClient, isGone: (todo: Todo) => boolean): void {
	client.setQueriesData<Todo[]>({ queryKey: ["todos"] }, (todos) => todos?.filter((todo) => !isGone(todo)));
}

/** Stops reads that are under way, whose answers would overwrite a change that is newer than they are. */
export function stopReads(client: QueryClient): Promise<void> {
	return client.cancelQueries({ queryKey: ["todos"] });
}

/** Reads again what is shown: after a change whose outcome is unknown. */
export function readAgain(client: QueryClient): Promise<void> {
	return client.invalidateQueries({ queryKey: ["todos"] });
}
