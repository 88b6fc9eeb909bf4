// Keys on a row: F2 writes in its title, Delete puts it (or all that are selected, if it is one of them) into the trash, Alt with an arrow moves it,
// and so does the arrow alone on the row's handle.
import type { Todo } from "@/api/generated/types.gen.ts";
import { isShortcut } from "@/lib/shortcuts.ts";
import type { TodoActions } from "../actions/useTodoActions.ts";
import { idOfRow, rowOf } from "./useKeptFocus.ts";

type RowKeys = {
	shown: readonly Todo[];
	selected: readonly Todo[];
	isOrdered: boolean;
	isFixed: boolean;
	actions: TodoActions;
	onEdit: (id: number) => void;
};

/** The focus goes on before the row is gone, so that the next key finds it. */
function focusBeside(shown: readonly Todo[], todo: Todo, removed: readonly Todo[]): void {
	const gone = new Set(removed);
	const index = shown.indexOf(todo);
	const next =
		shown.slice(index).find((other) => !gone.has(other)) ?? shown.slice(0, index).findLast((other) => !gone.has(other));
	if (next !== undefined) {
		rowOf(next.id)?.focus();
	}
}

export function useRowKeys({
	shown,
	selected,
	isOrdered,
	isFixed,
	actions,
	onEdit,
}: RowKeys): (event: KeyboardEvent) => void {
	return (event) => {
		const id = idOfRow(event.target);
		const todo = shown.find((candidate) => candidate.id === id);
		const pressed = (code: string, alt = false) => isShortcut(event, { code, alt });
		if (todo === undefined) {
			return;
		}
		const isOnHandle = event.target instanceof Element && event.target.closest("[data-handle]") !== null;
		const arrow = (code: string) => pressed(code, true) || (isOnHandle && pressed(code));
		if (pressed("Delete") && todo.deleted_at === null) {
			const removed = selected.includes(todo) ? selected : [todo];
			focusBeside(shown, todo, removed);
			actions.remove(removed);
		} else if (pressed("F2") && !isFixed) {
			onEdit(todo.id);
		} else if (isOrdered && (arrow("ArrowUp") || arrow("ArrowDown"))) {
			actions.step(shown, todo.id, event.code === "ArrowUp" ? -1 : 1);
		} else {
			return;
		}
		event.preventDefault();
		event.stopPropagation();
	};
}
