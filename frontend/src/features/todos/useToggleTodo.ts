// Completes a todo, or opens it again: shown at once, and taken back with the reason when the server finally refuses.
import { useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { patchTodo } from "@/api/generated/sdk.gen.ts";
import type { Todo } from "@/api/generated/types.gen.ts";
import type { Problem } from "@/api/problem.ts";
import { useProblemText } from "@/api/useProblemText.ts";
import { addToast } from "@/ui/toasts.ts";
import { placeTodo, readAgain, stopReads } from "./useTodos.ts";

export function useToggleTodo() {
	const { t } = useLingui();
	const client = useQueryClient();
	const problemText = useProblemText();
	const { mutate } = useMutation<Todo, Problem, Todo>({
		mutationFn: async ({ id, completed }) => {
			const { data } = await patchTodo({ path: { id }, body: { completed: !completed } });
			return data;
		},
		retry: (failures, problem) => failures < 3 && problem.passing,
		onMutate: async (todo) => {
			await stopReads(client);
			placeTodo(client, { ...todo, completed: !todo.completed });
		},
		onSuccess: (todo) => {
			placeTodo(client, todo);
			addToast({
				message: todo.completed ? t`Completed: ${todo.title}` : t`Open again: ${todo.title}`,
				action: { label: t`Undo`, run: () => mutate(todo) },
			});
		},
		onError: (problem, todo) => {
			placeTodo(client, todo);
			addToast({ message: problemText(problem) });
			void readAgain(client);
		},
	});
	return mutate;
}
