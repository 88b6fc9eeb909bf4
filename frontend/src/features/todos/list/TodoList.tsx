// The todos of a view as one list: only the rows that are seen are in the document, arrow keys walk through all of them,
// Enter or a click opens the details, F2 the title, and the next part is read before the end of the last one is seen.
import { useLingui } from "@lingui/react/macro";
import { type KeyboardEvent, lazy, Suspense, useMemo } from "react";
import { Collection, GridList, GridListLoadMoreItem } from "react-aria-components/GridList";
import { ListLayout, Virtualizer } from "react-aria-components/Virtualizer";
import type { Todo } from "@/api/generated/types.gen.ts";
import { useTimeZone } from "@/api/useProfile.ts";
import { draftOf } from "../edit/draftStore.ts";
import { useToggleTodo } from "../useToggleTodo.ts";
import type { View } from "../views.ts";
import { DaySection } from "./DaySection.tsx";
import { byDay } from "./days.ts";
import { RowsProvider } from "./rows.ts";
import styles from "./TodoList.module.css";
import { TodoRow } from "./TodoRow.tsx";
import { useTitleEditing } from "./useTitleEditing.ts";

const ConflictDialog = lazy(async () => ({ default: (await import("../edit/ConflictDialog.tsx")).ConflictDialog }));

const ROW_SIZE = 53;
const HEADING_SIZE = 52;
const LAYOUT = { estimatedRowSize: ROW_SIZE, estimatedHeadingSize: HEADING_SIZE, loaderSize: ROW_SIZE };

type TodoListProps = {
	label: string;
	view: View;
	todos: readonly Todo[];
	openId: number | undefined;
	onOpen: (id: number) => void;
	isLoadingMore: boolean;
	onLoadMore: () => void;
};

const rowOf = (todo: Todo) => <TodoRow todo={todo} />;

export function TodoList({ label, view, todos, openId, onOpen, isLoadingMore, onLoadMore }: TodoListProps) {
	const { t } = useLingui();
	const zone = useTimeZone();
	const onToggle = useToggleTodo();
	const { editedId, onEdit, onEdited, conflict, resolve, postpone } = useTitleEditing();
	const isFixed = view === "trash";
	const rows = useMemo(
		() => ({ zone, isFixed, isByDay: view === "upcoming", openId, editedId, onToggle, onEdit, onEdited }),
		[zone, isFixed, view, openId, editedId, onToggle, onEdit, onEdited],
	);
	const days = useMemo(() => (view === "upcoming" ? byDay(todos, zone) : null), [view, todos, zone]);

	const onKeyDown = (event: KeyboardEvent) => {
		const row = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("[role=row]") : null;
		if (event.key === "F2" && row?.dataset.key !== undefined && !isFixed) {
			event.preventDefault();
			onEdit(Number(row.dataset.key));
		}
	};

	return (
		<RowsProvider value={rows}>
			{/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the rows inside */}
			<div role="presentation" onKeyDown={onKeyDown} className={styles.frame}>
				<Virtualizer layout={ListLayout} layoutOptions={LAYOUT}>
					<GridList
						aria-label={label}
						keyboardNavigationBehavior="tab"
						disallowTypeAhead={editedId !== null}
						onAction={(key) => onOpen(Number(key))}
						className={styles.list}
					>
						{days === null ? (
							<Collection items={todos}>{rowOf}</Collection>
						) : (
							<Collection items={days}>{(day) => <DaySection due={day} zone={zone} row={rowOf} />}</Collection>
						)}
						<GridListLoadMoreItem isLoading={isLoadingMore} onLoadMore={onLoadMore} className={styles.more}>
							{t`Loading…`}
						</GridListLoadMoreItem>
					</GridList>
				</Virtualizer>
			</div>
			{conflict !== null && (
				<Suspense>
					<ConflictDialog draft={draftOf(conflict.id)} current={conflict} onResolve={resolve} onClose={postpone} />
				</Suspense>
			)}
		</RowsProvider>
	);
}
