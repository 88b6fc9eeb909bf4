// What can be done to one or many todos; each of it can be undone.
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Todo } from "@/api/generated/types.gen.ts";
import { useLatest } from "@/lib/useLatest.ts";
import { openTodos } from "../useTodos.ts";
import { movement, step, type Target } from "./moves.ts";
import { completion, type EditedFields, edit, removal } from "./plans.ts";
import { type Plan, usePerform } from "./usePerform.ts";

export type TodoActions = {
	complete: (todos: readonly Todo[]) => void;
	reopen: (todos: readonly Todo[]) => void;
	toggle: (todo: Todo) => void;
	remove: (todos: readonly Todo[]) => void;
	restore: (todos: readonly Todo[]) => void;
	edit: (todos: readonly Todo[], fields: EditedFields) => void;
	move: (ids: ReadonlySet<number>, target: Target) => void;
	/** One step up (-1) or down (1) among the todos that are shown. */
	step: (shown: readonly Todo[], id: number, by: -1 | 1) => void;
};

/** The same object as long as the component is there: rows of a long list need not be drawn anew. */
export function useTodoActions(): TodoActions {
	const client = useQueryClient();
	const perform = useLatest(usePerform());
	return useMemo(() => {
		const start = (plan: Plan | null) => {
			if (plan !== null && plan.todos.length > 0) {
				perform.current(plan);
			}
		};
		return {
			complete: (todos) =>
				start(
					completion(
						todos.filter((todo) => !todo.completed),
						true,
					),
				),
			reopen: (todos) =>
				start(
					completion(
						todos.filter((todo) => todo.completed),
						false,
					),
				),
			toggle: (todo) => start(completion([todo], !todo.completed)),
			remove: (todos) => start(removal(todos, "delete")),
			restore: (todos) => start(removal(todos, "restore")),
			edit: (todos, fields) => start(edit(todos, fields)),
			move: (ids, target) => start(movement(openTodos(client), ids, target)),
			step: (shown, id, by) => start(step(openTodos(client), shown, id, by)),
		};
	}, [client, perform]);
}
