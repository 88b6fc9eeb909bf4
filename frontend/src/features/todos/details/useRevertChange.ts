// Takes one change of a todo back; that is a change too, which can be taken back.
import { useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { revertTodo } from "@/api/generated/sdk.gen.ts";
import type { Todo } from "@/api/generated/types.gen.ts";
import type { Problem } from "@/api/problem.ts";
import { useProblemText } from "@/api/useProblemText.ts";
import { addToast } from "@/ui/toasts.ts";
import { currentOf, etagOf } from "../edit/usePatchTodo.ts";
import { offerUndo } from "../undo/undo.ts";
import { historyKey, placeTodo, stopReads } from "../useTodos.ts";

type Reversion = { todo: Todo; version: number };

export function useRevertChange() {
	const { t } = useLingui();
	const client = useQueryClient();
	const problemText = useProblemText();
	const settle = async (todo: Todo) => {
		await stopReads(client);
		placeTodo(client, todo);
		void client.invalidateQueries({ queryKey: historyKey(todo.id) });
	};
	const { mutate, isPending } = useMutation<Todo, Problem, Reversion>({
		mutationFn: async ({ todo, version }) => {
			const path = { id: todo.id, version };
			return (await revertTodo({ path, headers: { "If-Match": etagOf(todo) } })).data;
		},
		onSuccess: async (todo) => {
			await settle(todo);
			const undo = () => mutate({ todo, version: todo.version });
			offerUndo({ message: t`Change taken back: ${todo.title}`, label: t`Undo`, undo });
		},
		onError: async (problem) => {
			const current = currentOf(problem);
			if (current === undefined) {
				addToast({ message: problemText(problem) });
			} else {
				await settle(current);
				addToast({ message: t`It was changed meanwhile. Look at it and try again.` });
			}
		},
	});
	return { revert: mutate, isReverting: isPending };
}
