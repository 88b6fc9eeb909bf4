// Keys on a row: Delete puts it (or all that are selected, if it is one of them) into the trash, Alt with an arrow moves it.
import type { Todo } from "@/api/generated/types.gen.ts";
import { isShortcut } from "@/lib/shortcuts.ts";
import type { TodoActions } from "../actions/useTodoActions.ts";
import { idOfRow } from "./useKeptFocus.ts";

type RowKeys = { shown: readonly Todo[]; selected: readonly Todo[]; isOrdered: boolean; actions: TodoActions };

export function useRowKeys({ shown, selected, isOrdered, actions }: RowKeys): (event: KeyboardEvent) => void {
	return (event) => {
		const id = idOfRow(event.target);
		const todo = shown.find((candidate) => candidate.id === id);
		const pressed = (code: string, alt = false) => isShortcut(event, { code, alt });
		if (todo === undefined) {
			return;
		}
		if (pressed("Delete") && todo.deleted_at === null) {
			actions.remove(selected.includes(todo) ? selected : [todo]);
		} else if (isOrdered && (pressed("ArrowUp", true) || pressed("ArrowDown", true))) {
			actions.step(shown, todo.id, event.code === "ArrowUp" ? -1 : 1);
		} else {
			return;
		}
		event.preventDefault();
		event.stopPropagation();
	};
}
