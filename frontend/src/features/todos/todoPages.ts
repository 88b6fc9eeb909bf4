// Reads one part of a list; Link says where the next part begins.
import { listTodos, listTrash } from "@/api/generated/sdk.gen.ts";
import type { Todo } from "@/api/generated/types.gen.ts";
import { cursorOf } from "@/api/pages.ts";
import type { ListQuery } from "./listQuery.ts";

export type TodoPage = { todos: Todo[]; next: string | null };

/** What is seen first comes quickly, what follows in few parts. */
const FIRST_PAGE_SIZE = 50;
const PAGE_SIZE = 500;

export async function readTodoPage(query: ListQuery, cursor: string | null, signal: AbortSignal): Promise<TodoPage> {
	const place = cursor === null ? { limit: FIRST_PAGE_SIZE } : { limit: PAGE_SIZE, cursor };
	const { data, response } =
		query.set === "trash"
			? await listTrash({ query: place, signal })
			: await listTodos({ query: { ...query.filter, ...place }, signal });
	return { todos: data, next: cursorOf(response) ?? null };
}
