// A list as far as it has been read, with one of its todos changed, come or gone.
import type { InfiniteData } from "@tanstack/react-query";
import type { Todo } from "@/api/generated/types.gen.ts";
import { belongs, type ListQuery, orderOf } from "./listQuery.ts";
import type { TodoPage } from "./todoPages.ts";

export type LoadedTodos = InfiniteData<TodoPage, string | null>;

/** The list without the todo; the same list when it was not there. */
export function without(loaded: LoadedTodos, id: number): LoadedTodos {
	const isIn = (page: TodoPage) => page.todos.some((todo) => todo.id === id);
	if (!loaded.pages.some(isIn)) {
		return loaded;
	}
	const pages = loaded.pages.map((page) =>
		isIn(page) ? { ...page, todos: page.todos.filter((todo) => todo.id !== id) } : page,
	);
	return { ...loaded, pages };
}

/** The list with the todo where its order has it; not in it when that is beyond what has been read. */
export function placed(loaded: LoadedTodos, query: ListQuery, todo: Todo): LoadedTodos {
	const others = without(loaded, todo.id);
	if (!belongs(query, todo, others !== loaded)) {
		return others;
	}
	const order = orderOf(query);
	const { pages } = others;
	const found = pages.findIndex((page) => page.todos.some((other) => order(todo, other) < 0));
	const last = pages.length - 1;
	if (last < 0 || (found < 0 && pages[last]?.next !== null)) {
		return others;
	}
	const at = found < 0 ? last : found;
	return {
		...others,
		pages: pages.map((page, index) => {
			if (index !== at) {
				return page;
			}
			const place = page.todos.findIndex((other) => order(todo, other) < 0);
			return { ...page, todos: page.todos.toSpliced(place < 0 ? page.todos.length : place, 0, todo) };
		}),
	};
}
