// The commands of a list for the palette: for the selected todos, or the one whose row had the focus last.
import { useLingui } from "@lingui/react/macro";
import type { Todo } from "@/api/generated/types.gen.ts";
import { type Command, useCommands } from "@/lib/commands.ts";
import type { TodoActions } from "../actions/useTodoActions.ts";
import type { TodoSelection } from "../select/useSelection.ts";

type ListCommands = {
	shown: readonly Todo[];
	selection: TodoSelection;
	current: () => Todo | undefined;
	isOrdered: boolean;
	actions: TodoActions;
	purge: (purged: Todo | "all") => void;
};

export function useListCommands({ shown, selection, current, isOrdered, actions, purge }: ListCommands): void {
	const { t } = useLingui();
	useCommands(() => {
		const focused = current();
		const todos = selection.todos.length > 0 ? selection.todos : focused === undefined ? [] : [focused];
		const first = todos[0];
		const commands: Command[] = [];
		const add = (id: string, label: string, run: () => void) => commands.push({ id, label, run });
		if (shown.length > 0) {
			add("select-all", t`Select all`, () => selection.change("all"));
		}
		if (shown.length > 0 && first?.deleted_at != null) {
			add("empty-trash", t`Empty the trash`, () => purge("all"));
		}
		if (first === undefined) {
			return commands;
		}
		const title = todos.length === 1 ? first.title : t`the selected todos`;
		if (first.deleted_at !== null) {
			add("restore", t`Restore ${title}`, () => actions.restore(todos));
			return commands;
		}
		if (first.completed) {
			add("reopen", t`Open ${title} again`, () => actions.reopen(todos));
		} else {
			add("complete", t`Complete ${title}`, () => actions.complete(todos));
		}
		if (isOrdered && todos.length === 1) {
			add("up", t`Move ${title} up`, () => actions.step(shown, first.id, -1));
			add("down", t`Move ${title} down`, () => actions.step(shown, first.id, 1));
		}
		add("delete", t`Delete ${title}`, () => actions.remove(todos));
		return commands;
	});
}
