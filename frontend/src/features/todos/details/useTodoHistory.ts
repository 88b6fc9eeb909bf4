// The changes of a todo, newest first, part by part.
import { useInfiniteQuery } from "@tanstack/react-query";
import { listTodoHistory } from "@/api/generated/sdk.gen.ts";
import type { HistoryEntry } from "@/api/generated/types.gen.ts";
import { cursorOf } from "@/api/pages.ts";
import type { Problem } from "@/api/problem.ts";
import { historyKey } from "../useTodos.ts";

const PAGE_SIZE = 20;

type HistoryPage = { entries: HistoryEntry[]; next: string | null };

export function useTodoHistory(id: number) {
	return useInfiniteQuery<HistoryPage, Problem, HistoryEntry[], ReturnType<typeof historyKey>, string | null>({
		queryKey: historyKey(id),
		queryFn: async ({ pageParam, signal }) => {
			const query = pageParam === null ? { limit: PAGE_SIZE } : { limit: PAGE_SIZE, cursor: pageParam };
			const { data, response } = await listTodoHistory({ path: { id }, query, signal });
			return { entries: data, next: cursorOf(response) ?? null };
		},
		initialPageParam: null,
		getNextPageParam: ({ next }) => next,
		select: ({ pages }) => pages.flatMap(({ entries }) => entries),
		staleTime: 0,
	});
}
