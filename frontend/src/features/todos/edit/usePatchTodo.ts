// Changes fields of a todo: shown at once, and taken back when it fails. It must still be the version that was changed.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { patchTodo } from "@/api/generated/sdk.gen.ts";
import type { Todo } from "@/api/generated/types.gen.ts";
import type { Problem } from "@/api/problem.ts";
import { historyKey, placeTodo, stopReads } from "../useTodos.ts";
import type { Fields } from "./draft.ts";

const TRIES = 3;

export type Patch = { todo: Todo; changes: Partial<Fields> };

export function etagOf({ version }: { version: number }): string {
	return `"${version}"`;
}

export function usePatchTodo() {
	const client = useQueryClient();
	return useMutation<Todo, Problem, Patch>({
		mutationFn: async ({ todo, changes }) => {
			const { data } = await patchTodo({
				path: { id: todo.id },
				body: changes,
				headers: { "If-Match": etagOf(todo) },
			});
			return data;
		},
		retry: (failures, problem) => failures < TRIES - 1 && problem.passing && problem.status !== 429,
		onMutate: async ({ todo, changes }) => {
			await stopReads(client);
			placeTodo(client, { ...todo, ...changes });
		},
		onSuccess: (todo) => {
			placeTodo(client, todo);
			void client.invalidateQueries({ queryKey: historyKey(todo.id) });
		},
		onError: (problem, { todo }) => placeTodo(client, currentOf(problem) ?? todo),
	});
}

/** The todo as it is, which comes with the news that it is another version. */
export function currentOf(problem: Problem): Todo | undefined {
	return problem.status === 412 && typeof problem.current === "object" && problem.current !== null
		? (problem.current as Todo)
		: undefined;
}
