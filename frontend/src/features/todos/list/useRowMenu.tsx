// One menu for all rows: which todo it is about, and what can be done with it.
import { useLingui } from "@lingui/react/macro";
import { lazy, type ReactNode, Suspense, useCallback, useState } from "react";
import type { Todo } from "@/api/generated/types.gen.ts";
import type { Command } from "@/lib/commands.ts";
import type { TodoActions } from "../actions/useTodoActions.ts";

const RowMenu = lazy(() => import("../actions/RowMenu.tsx").then(({ RowMenu: component }) => ({ default: component })));

type RowMenuOptions = {
	shown: readonly Todo[];
	isOrdered: boolean;
	actions: TodoActions;
	select: (todo: Todo) => void;
	purge: (todo: Todo) => void;
};

export function useRowMenu({ shown, isOrdered, actions, select, purge }: RowMenuOptions): {
	menu: ReactNode;
	open: (todo: Todo, button: HTMLElement) => void;
} {
	const { t } = useLingui();
	const [opened, setOpened] = useState<{ todo: Todo; button: HTMLElement } | null>(null);
	const open = useCallback((todo: Todo, button: HTMLElement) => setOpened({ todo, button }), []);

	const commandsFor = (todo: Todo): Command[] => [
		{ id: "select", label: t`Select`, run: () => select(todo) },
		...(isOrdered
			? [
					{ id: "up", label: t`Move up`, run: () => actions.step(shown, todo.id, -1) },
					{ id: "down", label: t`Move down`, run: () => actions.step(shown, todo.id, 1) },
				]
			: []),
		todo.deleted_at === null
			? { id: "delete", label: t`Delete`, run: () => actions.remove([todo]) }
			: { id: "purge", label: t`Delete for good`, run: () => purge(todo) },
	];

	return {
		open,
		menu: opened && (
			<Suspense>
				<RowMenu
					todo={opened.todo}
					button={opened.button}
					commands={commandsFor(opened.todo)}
					onClose={() => setOpened(null)}
				/>
			</Suspense>
		),
	};
}
