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
		select: useCallback((todos: Todo[]) => visibleIn(view, todos), [view]),
	});
}

function setOfTodo(todo: Todo): TodoSet {
	return todo.deleted_at !== null ? "trash" : todo.completed ? "completed" : "open";
}

/** Puts a todo, as the server has it now, where it belongs in every list that has been read. */
export function placeTodo(client: QueryClient, todo: Todo): void {
	const home = setOfTodo(todo);
	for (const set of ["open", "completed", "trash"] as const) {
		client.setQueryData<Todo[]>(keyOf(set), (todos) => {
			if (set !== home) {
				return todos?.filter(({ id }) => id !== todo.id);
			}
			const others = todos?.filter(({ id }) => id !== todo.id);
			if (set !== "open") {
				return others && [todo, ...others];
			}
			const place = others?.findIndex(({ position }) => position > todo.position) ?? -1;
			return others?.toSpliced(place < 0 ? others.length : place, 0, todo);
		});
	}
}

/** Stops reads that are under way, whose answers would overwrite a change that is newer than they are. */
export function stopReads(client: QueryClient): Promise<void> {
	return client.cancelQueries({ queryKey: ["todos"] });
}

/** Reads again what is shown: after a change whose outcome is unknown. */
export function readAgain(client: QueryClient): Promise<void> {
	return client.invalidateQueries({ queryKey: ["todos"] });
}
