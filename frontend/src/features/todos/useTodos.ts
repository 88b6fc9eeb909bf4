// The todos of a view, part by part, and how the cache that holds them is changed: the one place that knows its keys.
import { keepPreviousData, type QueryClient, useInfiniteQuery } from "@tanstack/react-query";
import type { Todo } from "@/api/generated/types.gen.ts";
import type { Problem } from "@/api/problem.ts";
import type { ListQuery } from "./listQuery.ts";
import { type LoadedTodos, placed, without } from "./placed.ts";
import { readTodoPage, type TodoPage } from "./todoPages.ts";
import { useListQuery } from "./useListQuery.ts";
import type { View } from "./views.ts";

export const LISTS = ["todos", "list"] as const;

const keyOf = (query: ListQuery) => [...LISTS, query] as const;

type ListKey = ReturnType<typeof keyOf>;

const DETAILS = ["todos", "one"] as const;

export const todoKey = (id: number) => [...DETAILS, id] as const;

export const historyKey = (id: number) => ["todos", "history", id] as const;

function flattened({ pages }: LoadedTodos): readonly Todo[] {
	return pages.flatMap(({ todos }) => todos);
}

export function useTodos(view: View) {
	const query = useListQuery(view);
	return useInfiniteQuery<TodoPage, Problem, readonly Todo[], ListKey, string | null>({
		queryKey: keyOf(query),
		queryFn: ({ pageParam, signal }) => readTodoPage(query, pageParam, signal),
		initialPageParam: null,
		getNextPageParam: ({ next }) => next,
		// Comparing thousands of todos deeply takes longer than showing them.
		structuralSharing: false,
		select: flattened,
		placeholderData: keepPreviousData,
	});
}

function changeLists(client: QueryClient, change: (loaded: LoadedTodos, query: ListQuery) => LoadedTodos): void {
	for (const { queryKey } of client.getQueryCache().findAll({ queryKey: LISTS })) {
		const query = queryKey[2] as ListQuery;
		client.setQueryData<LoadedTodos>(queryKey, (loaded) => loaded && change(loaded, query));
	}
}

/** The todos that lists and details have read, each once. */
function cachedTodos(client: QueryClient): Map<number, Todo> {
	const lists = client.getQueriesData<LoadedTodos>({ queryKey: LISTS }).flatMap(([, loaded]) => loaded?.pages ?? []);
	const shown = client.getQueriesData<Todo>({ queryKey: DETAILS }).flatMap(([, todo]) => todo ?? []);
	return new Map([...lists.flatMap(({ todos }) => todos), ...shown].map((todo) => [todo.id, todo]));
}

/** When a list was read last; 0 when all that is there is from the last visit. */
export function listsReadAt(client: QueryClient): number {
	return Math.max(
		0,
		...client
			.getQueryCache()
			.findAll({ queryKey: LISTS })
			.map(({ state }) => state.dataUpdatedAt),
	);
}

export function haveReadTodos(client: QueryClient): boolean {
	return client.getQueriesData<LoadedTodos>({ queryKey: LISTS }).some(([, loaded]) => loaded !== undefined);
}

/** Those of the todos that have been read, in whichever list. */
export function findTodos(client: QueryClient, ids: readonly number[]): Todo[] {
	const cached = ids.length === 0 ? new Map<number, Todo>() : cachedTodos(client);
	return ids.flatMap((id) => cached.get(id) ?? []);
}

/** The open todos that have been read, in the user's order. */
export function openTodos(client: QueryClient): readonly Todo[] {
	return [...cachedTodos(client).values()]
		.filter(({ completed, deleted_at }) => !completed && deleted_at === null)
		.sort((one, other) => (one.position < other.position ? -1 : 1));
}

/** Puts todos where they belong in every list that has been read. */
export function placeTodos(client: QueryClient, todos: readonly Todo[]): void {
	changeLists(client, (loaded, query) => todos.reduce((list, todo) => placed(list, query, todo), loaded));
	for (const todo of todos) {
		client.setQueryData<Todo>(todoKey(todo.id), (shown) => shown && todo);
	}
}

/** Puts a todo, as the server has it now, where it belongs in every list that has been read. */
export function placeTodo(client: QueryClient, todo: Todo): void {
	placeTodos(client, [todo]);
}

/** Takes todos that are gone for good out of every list. */
export function dropTodos(client: QueryClient, isGone: (todo: Todo) => boolean): void {
	for (const todo of cachedTodos(client).values()) {
		if (isGone(todo)) {
			changeLists(client, (loaded) => without(loaded, todo.id));
			client.removeQueries({ queryKey: todoKey(todo.id) });
		}
	}
}

/** Stops reads that are under way, whose answers would overwrite a change that is newer than they are. */
export function stopReads(client: QueryClient): Promise<void> {
	return client.cancelQueries({ queryKey: ["todos"] });
}

/** Reads again what is shown: after a change whose outcome is unknown. */
export function readAgain(client: QueryClient): Promise<void> {
	return client.invalidateQueries({ queryKey: ["todos"] });
}
