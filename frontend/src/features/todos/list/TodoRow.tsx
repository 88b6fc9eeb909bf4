// A row of the list: done or not, the title, and when it is due.
import { GridListItem } from "react-aria-components/GridList";
import type { Todo } from "@/api/generated/types.gen.ts";
import { RowMenuButton } from "../actions/RowMenuButton.tsx";
import { TickBox } from "../actions/TickBox.tsx";
import { RowLead } from "../select/RowLead.tsx";
import { DueLabel } from "./DueLabel.tsx";
import styles from "./TodoRow.module.css";

type TodoRowProps = { todo: Todo; onToggle: (todo: Todo) => void };

export function TodoRow({ todo, onToggle }: TodoRowProps) {
	return (
		<GridListItem id={todo.id} textValue={todo.title} className={styles.row}>
			<div className={styles.line}>
				<RowLead todo={todo} />
				<div className={styles.content} data-priority={todo.priority} data-completed={todo.completed || undefined}>
					{todo.deleted_at === null && <TickBox todo={todo} onToggle={onToggle} />}
					<span className={styles.title}>
						<bdi>{todo.title}</bdi>
					</span>
					{todo.due !== null && <DueLabel due={todo.due} isDone={todo.completed} />}
					<RowMenuButton todo={todo} />
				</div>
			</div>
		</GridListItem>
	);
}
