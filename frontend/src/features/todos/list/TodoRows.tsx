// The rows of a list: only those that are seen are in the document, arrow keys walk through all of them, Enter or a click
// opens one, and the next part is read before the end of the last one is seen. Drawn anew only when something changed.
import { useLingui } from "@lingui/react/macro";
import { memo, useMemo } from "react";
import { Collection, GridList, GridListLoadMoreItem, type Selection } from "react-aria-components/GridList";
import { ListLayout, Virtualizer } from "react-aria-components/Virtualizer";
import type { Todo } from "@/api/generated/types.gen.ts";
import { DaySection } from "./DaySection.tsx";
import { byDay } from "./days.ts";
import styles from "./TodoList.module.css";
import { TodoRow } from "./TodoRow.tsx";

type TodoRowsProps = {
	label: string;
	todos: readonly Todo[];
	/** Grouped by their days, which are those of `zone`. */
	isByDay: boolean;
	zone: string;
	/** A title is written in: letters are not for the list. */
	isWriting: boolean;
	selected: Selection;
	onSelect: (keys: Selection) => void;
	onOpen: (id: number) => void;
	isLoadingMore: boolean;
	onLoadMore: () => void;
};

const ROW_SIZE = 53;
const HEADING_SIZE = 52;
const LAYOUT = { estimatedRowSize: ROW_SIZE, estimatedHeadingSize: HEADING_SIZE, loaderSize: ROW_SIZE };

const rowOf = (todo: Todo) => <TodoRow todo={todo} />;

export const TodoRows = memo(function TodoRows({ label, todos, isByDay, zone, isWriting, ...props }: TodoRowsProps) {
	const { t } = useLingui();
	const days = useMemo(() => (isByDay ? byDay(todos, zone) : null), [isByDay, todos, zone]);
	return (
		<Virtualizer layout={ListLayout} layoutOptions={LAYOUT}>
			<GridList
				aria-label={label}
				keyboardNavigationBehavior="tab"
				disallowTypeAhead={isWriting}
				selectionMode="multiple"
				selectedKeys={props.selected}
				onSelectionChange={props.onSelect}
				onAction={(key) => props.onOpen(Number(key))}
				className={styles.list}
			>
				{days === null ? (
					<Collection items={todos}>{rowOf}</Collection>
				) : (
					<Collection items={days}>{(day) => <DaySection due={day} zone={zone} row={rowOf} />}</Collection>
				)}
				<GridListLoadMoreItem isLoading={props.isLoadingMore} onLoadMore={props.onLoadMore} className={styles.more}>
					{t`Loading…`}
				</GridListLoadMoreItem>
			</GridList>
		</Virtualizer>
	);
});
