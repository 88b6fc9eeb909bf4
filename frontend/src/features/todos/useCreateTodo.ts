// Creates a todo. Its key makes sure that it is created once however often it has to be sent.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Todo } from "@/api/generated/types.gen.ts";
import { Problem } from "@/api/problem.ts";
import { useTodoActions } from "./actions/useTodoActions.ts";
import { write } from "./outbox/todoOutbox.ts";
import { rememberUndo } from "./undo/undo.ts";

export type NewTodo = { key: string; title: string; due: string | null };

export function useCreateTodo() {
	const client = useQueryClient();
	const { remove } = useTodoActions();
	const create = async ({ key, title, due }: NewTodo) => {
		const [result] = await write(client, { key, kind: "changes", changes: [{ op: "create", title, due }] });
		if (result === undefined || !("todo" in result)) {
			throw new Problem(result?.type.split("#")[1] ?? "unexpected", { status: result?.status ?? 0 });
		}
		return result.todo;
	};
	return useMutation<Todo, Problem, NewTodo>({
		mutationFn: (wanted) => {
			const created = create(wanted);
			// Undone before it is confirmed, it goes as soon as it has a number.
			const withdraw = rememberUndo(() => {
				created.then((todo) => remove([todo])).catch(() => undefined);
			});
			created.catch(withdraw);
			return created;
		},
	});
}
