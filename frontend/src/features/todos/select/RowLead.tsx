// What stands before a row: the handle that moves it, by dragging or by the arrow keys, and the box that selects it. Both
// wait for the pointer or the focus.
import { useLingui } from "@lingui/react/macro";
import type { Todo } from "@/api/generated/types.gen.ts";
import { Checkbox } from "@/ui/Checkbox.tsx";
import { Icon } from "@/ui/Icon.tsx";
import { useListShared } from "../list/ListContext.ts";
import styles from "./RowLead.module.css";

export function RowLead({ todo }: { todo: Todo }) {
	const { t } = useLingui();
	const { isOrdered, isSelecting, startDrag } = useListShared();
	return (
		<div className={styles.lead} data-selecting={isSelecting || undefined}>
			{isOrdered && (
				<button
					type="button"
					data-handle=""
					aria-label={t`Move ${todo.title}`}
					aria-keyshortcuts="ArrowUp ArrowDown"
					// Neither a press nor a click is for the row.
					onPointerDown={(event) => {
						event.stopPropagation();
						if (event.button === 0) {
							startDrag({ held: event.currentTarget, pointerId: event.pointerId, clientY: event.clientY }, todo);
						}
					}}
					onClick={(event) => event.stopPropagation()}
					className={styles.handle}
				>
					<Icon name="grip" size={16} />
				</button>
			)}
			<Checkbox slot="selection" label={t`Select`} shape="square" />
		</div>
	);
}
