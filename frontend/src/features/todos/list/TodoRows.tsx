// The rows of a list: only those that are seen are in the document, arrow keys walk through all of them. Drawn anew only
// when the todos or the selection have changed.
import { memo } from "react";
import { GridList, type Selection } from "react-aria-components/GridList";
import { ListLayout, Virtualizer } from "react-aria-components/Virtualizer";
import type { Todo } from "@/api/generated/types.gen.ts";
import styles from "./TodoList.module.css";
import { TodoRow } from "./TodoRow.tsx";

type TodoRowsProps = {
	label: string;
	todos: readonly Todo[];
	selected: Selection;
	onSelect: (keys: Selection) => void;
	onToggle: (todo: Todo) => void;
};

const ROW_SIZE = 52;

export const TodoRows = memo(function TodoRows({ label, todos, selected, onSelect, onToggle }: TodoRowsProps) {
	return (
		<Virtualizer layout={ListLayout} layoutOptions={{ estimatedRowSize: ROW_SIZE }}>
			<GridList
				aria-label={label}
				items={todos}
				keyboardNavigationBehavior="tab"
				selectionMode="multiple"
				selectedKeys={selected}
				onSelectionChange={onSelect}
				className={styles.list}
			>
				{(todo) => <TodoRow todo={todo} onToggle={onToggle} />}
			</GridList>
		</Virtualizer>
	);
});
