// A row of the list. It is made for every todo, what it shows (RowContent) only for those that are seen.
import { GridListItem } from "react-aria-components/GridList";
import type { Todo } from "@/api/generated/types.gen.ts";
import { RowContent } from "./RowContent.tsx";
import styles from "./TodoRow.module.css";

export function TodoRow({ todo }: { todo: Todo }) {
	return (
		<GridListItem id={todo.id} textValue={todo.title} className={styles.row}>
			<RowContent todo={todo} />
		</GridListItem>
	);
}
