// Rows that can be dragged to another place, with the pointer or from the keyboard.
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { type DragAndDropHooks, DropIndicator, useDragAndDrop } from "react-aria-components/useDragAndDrop";
import type { Todo } from "@/api/generated/types.gen.ts";
import type { Target } from "../actions/moves.ts";
import styles from "./useReorder.module.css";

type Reorder = { isOrdered: boolean; onMove: (ids: ReadonlySet<number>, target: Target) => void };

export function useReorder({ isOrdered, onMove }: Reorder): DragAndDropHooks<Todo> {
	const { t } = useLingui();
	const { dragAndDropHooks } = useDragAndDrop<Todo>({
		isDisabled: !isOrdered,
		getItems: (_keys, todos) => todos.map(({ title }) => ({ "text/plain": title })),
		onReorder: ({ keys, target }) =>
			onMove(new Set([...keys].map(Number)), {
				id: Number(target.key),
				side: target.dropPosition === "before" ? "before" : "after",
			}),
		renderDragPreview: (items) => (
			<div className={styles.preview}>
				<bdi>{items[0]?.["text/plain"]}</bdi>
				{items.length > 1 && (
					<span
						className={styles.more}
					>{t`${plural(items.length - 1, { one: "and # more", other: "and # more" })}`}</span>
				)}
			</div>
		),
		renderDropIndicator: (target) => <DropIndicator target={target} className={styles.indicator} />,
	});
	return dragAndDropHooks;
}
