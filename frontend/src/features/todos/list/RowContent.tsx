// What a row shows: done or not, the title, its priority, and when it is due. A double click writes in the title.
import { useLingui } from "@lingui/react/macro";
import type { MouseEvent, PointerEvent } from "react";
import type { Todo } from "@/api/generated/types.gen.ts";
import { RowMenuButton } from "../actions/RowMenuButton.tsx";
import { TickBox } from "../actions/TickBox.tsx";
import { pendingChanges } from "../edit/draft.ts";
import { useDraft } from "../edit/draftStore.ts";
import { onLongPress } from "../reorder/longPress.ts";
import { RowLead } from "../select/RowLead.tsx";
import { DueLabel } from "./DueLabel.tsx";
import { useListShared } from "./ListContext.ts";
import { PriorityMark } from "./PriorityMark.tsx";
import { useRows } from "./rows.ts";
import { TitleEditor } from "./TitleEditor.tsx";
import styles from "./TodoRow.module.css";

export function RowContent({ todo }: { todo: Todo }) {
	const { t } = useLingui();
	const { zone, isFixed, isByDay, openId, editedId, onToggle, onEdit, onEdited } = useRows();
	const isDrafted = Object.keys(pendingChanges(useDraft(todo.id), todo)).length > 0;
	const { isOrdered, startDrag } = useListShared();
	const onPointerDown = (event: PointerEvent<HTMLElement>) => {
		// Where a title is written, a finger that stays selects text.
		if (isOrdered && todo.id !== editedId && event.pointerType === "touch" && event.isPrimary) {
			const { pointerId, clientY } = event;
			onLongPress(event, (held) => startDrag({ held, pointerId, clientY }, todo));
		}
	};
	// Anywhere on the row: the first click opens the details, which moves the title away from under the pointer.
	const onDoubleClick = ({ target }: MouseEvent) => {
		if (!isFixed && target instanceof Element && target.closest("button, label") === null) {
			onEdit(todo.id);
		}
	};
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: F2 on the row does the same by keyboard
		<div className={styles.line} onPointerDown={onPointerDown} onDoubleClick={onDoubleClick}>
			<RowLead todo={todo} />
			<div
				className={styles.content}
				data-completed={todo.completed || undefined}
				data-open={todo.id === openId || undefined}
			>
				{todo.deleted_at === null && <TickBox todo={todo} onToggle={onToggle} />}
				<div className={styles.body}>
					{todo.id === editedId ? (
						<TitleEditor todo={todo} onClose={(isToBeSaved) => onEdited(todo, isToBeSaved)} />
					) : (
						<span className={styles.title}>
							<bdi>{todo.title}</bdi>
							{isDrafted && <span className={styles.draft}>{t`Not saved`}</span>}
						</span>
					)}
					{(todo.priority > 0 || todo.due !== null) && (
						<span className={styles.facts}>
							{todo.priority > 0 && <PriorityMark priority={todo.priority} />}
							{todo.due !== null && (
								<DueLabel due={todo.due} isDone={todo.completed} zone={zone} isTimeOnly={isByDay} />
							)}
						</span>
					)}
				</div>
				<RowMenuButton todo={todo} />
			</div>
		</div>
	);
}
