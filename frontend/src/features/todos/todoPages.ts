// Reads one of the server's lists to its end, a thousand todos at a time, following Link.
import { listTodos, listTrash } from "@/api/generated/sdk.gen.ts";
import type { Todo } from "@/api/generated/types.gen.ts";
import type { TodoSet } from "./views.ts";

type Page = { data: Todo[]; response: Response };

const PAGE_SIZE = 1000;

function cursorOf({ response }: Page): string | undefined {
	const next = /<([^>]+)>; rel="next"/.exec(response.headers.get("Link") ?? "")?.[1];
	return next === undefined ? undefined : (new URL(next, location.origin).searchParams.get("cursor") ?? undefined);
}

function readPage(set: TodoSet, cursor: string | undefined, signal: AbortSignal): Promise<Page> {
	const place = cursor === undefined ? { limit: PAGE_SIZE } : { limit: PAGE_SIZE, cursor };
	switch (set) {
		case "trash":
			return listTrash({ query: place, signal });
		case "completed":
			return listTodos({ query: { ...place, completed: true, sort: "updated" }, signal });
		case "open":
			return listTodos({ query: { ...place, completed: false, sort: "position" }, signal });
	}
}

export async function readTodos(set: TodoSet, signal: AbortSignal): Promise<Todo[]> {
	const todos: Todo[] = [];
	let cursor: string | undefined;
	do {
		const page = await readPage(set, cursor, signal);
		todos.push(...page.data);
		cursor = cursorOf(page);
	} while (cursor !== undefined);
	return todos;
}
