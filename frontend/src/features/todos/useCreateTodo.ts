// Creates a todo. The Idempotency-Key belongs to the todo, not to the request: sent again, it is created once.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { createTodo } from "@/api/generated/sdk.gen.ts";
import type { Todo } from "@/api/generated/types.gen.ts";
import type { Problem } from "@/api/problem.ts";
import { placeTodo, stopReads } from "./useTodos.ts";

export type NewTodo = { key: string; title: string; due: string | null };

export function useCreateTodo() {
	const client = useQueryClient();
	return useMutation<Todo, Problem, NewTodo>({
		mutationFn: async ({ key, title, due }) => {
			const { data } = await createTodo({ body: { title, due }, headers: { "Idempotency-Key": key } });
			return data;
		},
		retry: (failures, problem) => failures < 3 && problem.passing && problem.status !== 429,
		onSuccess: async (todo) => {
			await stopReads(client);
			placeTodo(client, todo);
		},
	});
}
