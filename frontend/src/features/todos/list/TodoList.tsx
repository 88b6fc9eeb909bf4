// The todos of a view, and all that can be done with them here.
import { useLingui } from "@lingui/react/macro";
import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import type { Todo } from "@/api/generated/types.gen.ts";
import { useTimeZone } from "@/api/useProfile.ts";
import { Button } from "@/ui/Button.tsx";
import { useTodoActions } from "../actions/useTodoActions.ts";
import { draftOf } from "../edit/draftStore.ts";
import { useRowDrag } from "../reorder/useRowDrag.tsx";
import { useSelection } from "../select/useSelection.ts";
import type { Purged } from "../trash/usePurge.ts";
import type { View } from "../views.ts";
import { ListContext, type ListShared } from "./ListContext.ts";
import { RowsProvider } from "./rows.ts";
import styles from "./TodoList.module.css";
import { TodoRows } from "./TodoRows.tsx";
import { useFrame } from "./useFrame.ts";
import { focusIfLost, rowOf, useKeptFocus } from "./useKeptFocus.ts";
import { useListCommands } from "./useListCommands.ts";
import { useRowKeys } from "./useRowKeys.ts";
import { useRowMenu } from "./useRowMenu.tsx";
import { useTitleEditing } from "./useTitleEditing.ts";

const ConflictDialog = lazy(async () => ({ default: (await import("../edit/ConflictDialog.tsx")).ConflictDialog }));
const BulkBar = lazy(async () => ({ default: (await import("../select/BulkBar.tsx")).BulkBar }));
const PurgeDialog = lazy(async () => ({ default: (await import("../trash/PurgeDialog.tsx")).PurgeDialog }));

type TodoListProps = {
	label: string;
	view: View;
	todos: readonly Todo[];
	/** The rows stand in the user's own order and can be moved. */
	isOrdered: boolean;
	openId: number | undefined;
	onOpen: (id: number) => void;
	isLoadingMore: boolean;
	onLoadMore: () => void;
};

export function TodoList({ label, view, todos, isOrdered, openId, onOpen, ...more }: TodoListProps) {
	const { t } = useLingui();
	const zone = useTimeZone();
	const actions = useTodoActions();
	const selection = useSelection(todos);
	const [purged, setPurged] = useState<Purged | null>(null);
	const { editedId, onEdit, onEdited, conflict, resolve, postpone } = useTitleEditing();
	const isFixed = view === "trash";
	const { current, onFocus } = useKeptFocus(todos);
	const onKeyDown = useRowKeys({ shown: todos, selected: selection.todos, isOrdered, isFixed, actions, onEdit });
	const frame = useFrame({ onKeyDown, onFocus });
	const { line, start: startDrag } = useRowDrag({ selected: selection.todos, onMove: actions.move });
	const { menu, open: openMenu } = useRowMenu({
		shown: todos,
		isOrdered,
		actions,
		select: selection.add,
		purge: setPurged,
	});
	useListCommands({ shown: todos, selection, current, isOrdered, actions, purge: setPurged });

	const isAllSelected = selection.keys === "all";
	const { onLoadMore } = more;
	// All means also those that have not been read yet.
	useEffect(() => {
		if (isAllSelected) {
			onLoadMore();
		}
	}, [isAllSelected, onLoadMore]);
	const isSelecting = selection.todos.length > 0;
	const shared = useMemo<ListShared>(
		() => ({ isOrdered, isSelecting, startDrag, openMenu, restore: (todo) => actions.restore([todo]) }),
		[isOrdered, isSelecting, startDrag, openMenu, actions],
	);
	const rows = useMemo(
		() => ({
			zone,
			isFixed,
			isByDay: view === "upcoming",
			openId,
			editedId,
			onToggle: actions.toggle,
			onEdit,
			onEdited,
		}),
		[zone, isFixed, view, openId, editedId, actions, onEdit, onEdited],
	);
	const closePurge = () => {
		setPurged(null);
		focusIfLost(() => {
			const todo = current();
			return todo === undefined ? null : rowOf(todo.id);
		});
	};

	return (
		<ListContext value={shared}>
			{isFixed && todos.length > 0 && (
				<div>
					<Button onPress={() => setPurged("all")}>{t`Empty the trash`}</Button>
				</div>
			)}
			{todos.length > 0 && (
				<RowsProvider value={rows}>
					<div ref={frame} className={styles.frame}>
						<TodoRows
							label={label}
							todos={todos}
							isByDay={view === "upcoming"}
							zone={zone}
							isWriting={editedId !== null}
							selected={selection.keys}
							onSelect={selection.change}
							onOpen={onOpen}
							{...more}
						/>
						{line}
					</div>
				</RowsProvider>
			)}
			{menu}
			<Suspense>
				{isSelecting && <BulkBar view={view} todos={selection.todos} actions={actions} onDone={selection.clear} />}
				{purged !== null && <PurgeDialog purged={purged} onClose={closePurge} />}
				{conflict !== null && (
					<ConflictDialog draft={draftOf(conflict.id)} current={conflict} onResolve={resolve} onClose={postpone} />
				)}
			</Suspense>
		</ListContext>
	);
}
