// Creates a todo. Its key makes sure that it is created once however often it has to be sent.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Todo } from "@/api/generated/types.gen.ts";
import { Problem } from "@/api/problem.ts";
import { write } from "./outbox/todoOutbox.ts";

export type NewTodo = { key: string; title: string; due: string | null };

export function useCreateTodo() {
	const client = useQueryClient();
	return useMutation<Todo, Problem, NewTodo>({
		mutationFn: async ({ key, title, due }) => {
			const [result] = await write(client, { key, kind: "changes", changes: [{ op: "create", title, due }] });
			if (result === undefined || !("todo" in result)) {
				throw new Problem(result?.type.split("#")[1] ?? "unexpected", { status: result?.status ?? 0 });
			}
			return result.todo;
		},
	});
}
