// The todos of a view, and all that can be done with them here.
import { useLingui } from "@lingui/react/macro";
import { lazy, Suspense, useDeferredValue, useMemo, useState } from "react";
import type { Todo } from "@/api/generated/types.gen.ts";
import { Button } from "@/ui/Button.tsx";
import { useTodoActions } from "../actions/useTodoActions.ts";
import { SyncBanner } from "../outbox/SyncBanner.tsx";
import { useRowDrag } from "../reorder/useRowDrag.tsx";
import { useSelection } from "../select/useSelection.ts";
import type { Purged } from "../trash/usePurge.ts";
import { useTodos } from "../useTodos.ts";
import { useViewText } from "../useViewText.ts";
import type { View } from "../views.ts";
import { ListContext, type ListShared } from "./ListContext.ts";
import styles from "./TodoList.module.css";
import { TodoRows } from "./TodoRows.tsx";
import { useFrame } from "./useFrame.ts";
import { focusIfLost, useKeptFocus } from "./useKeptFocus.ts";
import { useListCommands } from "./useListCommands.ts";
import { useRowKeys } from "./useRowKeys.ts";
import { useRowMenu } from "./useRowMenu.tsx";

const BulkBar = lazy(() => import("../select/BulkBar.tsx").then(({ BulkBar: component }) => ({ default: component })));
const PurgeDialog = lazy(() =>
	import("../trash/PurgeDialog.tsx").then(({ PurgeDialog: component }) => ({ default: component })),
);

const NO_TODOS: readonly Todo[] = [];

export function TodoList({ view }: { view: View }) {
	const { t } = useLingui();
	const { title, empty } = useViewText(view);
	const { data, error, isPending, refetch } = useTodos(view);
	// A long list may follow a little later than what was clicked answers.
	const todos = useDeferredValue(data);
	const shown = todos ?? NO_TODOS;
	const isOrdered = view === "inbox";
	const actions = useTodoActions();
	const selection = useSelection(shown);
	const [purged, setPurged] = useState<Purged | null>(null);
	const { current, onFocus } = useKeptFocus(shown);
	const onKeyDown = useRowKeys({ shown, selected: selection.todos, isOrdered, actions });
	const frame = useFrame({ onKeyDown, onFocus });
	const { line, start: startDrag } = useRowDrag({ selected: selection.todos, onMove: actions.move });
	const { menu, open: openMenu } = useRowMenu({ shown, isOrdered, actions, select: selection.add, purge: setPurged });
	useListCommands({ shown, selection, current, isOrdered, actions, purge: setPurged });

	const closePurge = () => {
		setPurged(null);
		focusIfLost(() => null);
	};
	const isSelecting = selection.todos.length > 0;
	const shared = useMemo<ListShared>(
		() => ({ isOrdered, isSelecting, startDrag, openMenu, restore: (todo) => actions.restore([todo]) }),
		[isOrdered, isSelecting, startDrag, openMenu, actions],
	);

	return (
		<ListContext value={shared}>
			<SyncBanner readProblem={error} onReadAgain={() => void refetch()} />
			{view === "trash" && shown.length > 0 && (
				<div>
					<Button onPress={() => setPurged("all")}>{t`Empty the trash`}</Button>
				</div>
			)}
			{isPending && <p className={styles.empty}>{t`Loading…`}</p>}
			{todos?.length === 0 && <p className={styles.empty}>{empty}</p>}
			{shown.length > 0 && (
				<div ref={frame} className={styles.frame}>
					<TodoRows
						label={title}
						todos={shown}
						selected={selection.keys}
						onSelect={selection.change}
						onToggle={actions.toggle}
					/>
					{line}
				</div>
			)}
			{menu}
			<Suspense>
				{isSelecting && <BulkBar view={view} todos={selection.todos} actions={actions} onDone={selection.clear} />}
				{purged !== null && <PurgeDialog purged={purged} onClose={closePurge} />}
			</Suspense>
		</ListContext>
	);
}
