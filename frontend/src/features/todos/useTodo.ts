// One todo, for its details: as a list already has it, else asked for by its number.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getTodo } from "@/api/generated/sdk.gen.ts";
import type { Todo } from "@/api/generated/types.gen.ts";
import type { Problem } from "@/api/problem.ts";
import { findTodos, listsReadAt, todoKey } from "./useTodos.ts";

export function useTodo(id: number) {
	const client = useQueryClient();
	return useQuery<Todo, Problem>({
		queryKey: todoKey(id),
		queryFn: async ({ signal }) => (await getTodo({ path: { id }, signal })).data,
		initialData: () => findTodos(client, [id])[0],
		initialDataUpdatedAt: () => listsReadAt(client),
	});
}
