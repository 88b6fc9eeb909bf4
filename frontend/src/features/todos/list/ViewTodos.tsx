// The list of a view in all its states: being read, unreadable, empty, nothing found, or there.
import { useLingui } from "@lingui/react/macro";
import { useCallback, useDeferredValue, useEffect } from "react";
import type { Todo } from "@/api/generated/types.gen.ts";
import { Button } from "@/ui/Button.tsx";
import { isFiltered } from "../filter/isFiltered.ts";
import { SyncBanner } from "../outbox/SyncBanner.tsx";
import { useTodos } from "../useTodos.ts";
import { useViewSearch } from "../useViewSearch.ts";
import { useViewText } from "../useViewText.ts";
import type { View } from "../views.ts";
import { TodoList } from "./TodoList.tsx";
import styles from "./ViewTodos.module.css";

const NO_TODOS: readonly Todo[] = [];

type ViewTodosProps = { view: View; openId: number | undefined; onOpen: (id: number) => void };

export function ViewTodos({ view, openId, onOpen }: ViewTodosProps) {
	const { t } = useLingui();
	const { title, empty } = useViewText(view);
	const [search, change] = useViewSearch(view);
	const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useTodos(view);

	// A long list may follow a little later than what was clicked answers; the first one is waited for.
	const todos = useDeferredValue(data) ?? data;
	const onLoadMore = useCallback(() => {
		if (hasNextPage && !isFetchingNextPage) {
			void fetchNextPage();
		}
	}, [hasNextPage, isFetchingNextPage, fetchNextPage]);
	// When all that had been read has left the list, the rest follows.
	useEffect(() => {
		if (data?.length === 0) {
			onLoadMore();
		}
	}, [data, onLoadMore]);
	const clear = () => change({ q: undefined, status: undefined, priority: undefined, due: undefined });

	return (
		<>
			<SyncBanner readProblem={error} onReadAgain={() => void refetch()} />
			{isPending && error === null && <p className={styles.empty}>{t`Loading…`}</p>}
			{todos?.length === 0 && !hasNextPage && !isFiltered(search) && <p className={styles.empty}>{empty}</p>}
			{todos?.length === 0 && !hasNextPage && isFiltered(search) && (
				<div className={styles.empty}>
					<p role="status">{t`No todo fits the search.`}</p>
					{view === "inbox" && search.q !== undefined && search.status === undefined && (
						<Button onPress={() => change({ status: "all" })}>{t`Search completed ones too`}</Button>
					)}
					<Button look="quiet" onPress={clear}>{t`Clear search and filters`}</Button>
				</div>
			)}
			<TodoList
				label={title}
				view={view}
				todos={todos ?? NO_TODOS}
				isOrdered={view === "inbox" && (search.sort ?? "position") === "position"}
				openId={openId}
				onOpen={onOpen}
				isLoadingMore={isFetchingNextPage}
				onLoadMore={onLoadMore}
			/>
		</>
	);
}
