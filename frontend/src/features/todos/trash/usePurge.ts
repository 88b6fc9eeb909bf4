// Removes a todo of the trash for good, or all of them. This cannot be undone.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { emptyTrash, purgeTodo } from "@/api/generated/sdk.gen.ts";
import type { Todo } from "@/api/generated/types.gen.ts";
import { asProblem, type Problem } from "@/api/problem.ts";
import { dropTodos } from "../useTodos.ts";

export type Purged = Todo | "all";

export function usePurge() {
	const client = useQueryClient();
	return useMutation<void, Problem, Purged>({
		mutationFn: async (purged) => {
			if (purged === "all") {
				await emptyTrash();
				return;
			}
			await purgeTodo({ path: { id: purged.id } }).catch((error: unknown) => {
				// Somebody else was faster.
				if (asProblem(error).status !== 404) {
					throw error;
				}
			});
		},
		retry: (failures, problem) => failures < 2 && problem.passing && problem.status !== 429,
		onSuccess: (_, purged) =>
			dropTodos(client, ({ id, deleted_at }) => (purged === "all" ? deleted_at !== null : id === purged.id)),
	});
}
