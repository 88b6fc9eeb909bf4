// What can be done with the selected todos, over the end of the list.
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { lazy, Suspense, useState } from "react";
import type { Todo } from "@/api/generated/types.gen.ts";
import { useTimeZone } from "@/api/useProfile.ts";
import { addDays, todayIn } from "@/lib/dates.ts";
import { Button } from "@/ui/Button.tsx";
import { Icon, type IconName } from "@/ui/Icon.tsx";
import { Menu } from "@/ui/Menu.tsx";
import type { TodoActions } from "../actions/useTodoActions.ts";
import type { View } from "../views.ts";
import styles from "./BulkBar.module.css";

const DayDialog = lazy(async () => ({ default: (await import("./DayDialog.tsx")).DayDialog }));

type BulkBarProps = { view: View; todos: readonly Todo[]; actions: TodoActions; onDone: () => void };

function BarButton({ icon, label, onPress }: { icon: IconName; label: string; onPress?: () => void }) {
	return (
		<Button look="quiet" aria-label={label} {...(onPress && { onPress })}>
			<Icon name={icon} />
			<span className={styles.label}>{label}</span>
		</Button>
	);
}

export function BulkBar({ view, todos, actions, onDone }: BulkBarProps) {
	const { t } = useLingui();
	const zone = useTimeZone();
	const [isChoosingDay, setChoosingDay] = useState(false);
	const act = (action: () => void) => () => {
		action();
		onDone();
	};
	const dueIn = (id: string, label: string, days: number | null) => ({
		id,
		label,
		run: act(() => actions.edit(todos, { due: days === null ? null : addDays(todayIn(zone), days) })),
	});
	const priority = (id: string, label: string, value: number) => ({
		id,
		label,
		run: act(() => actions.edit(todos, { priority: value })),
	});

	return (
		<div role="toolbar" aria-label={t`Selected todos`} className={styles.bar}>
			<span className={styles.count}>{t`${plural(todos.length, { one: "# selected", other: "# selected" })}`}</span>
			{view === "trash" && <BarButton icon="restore" label={t`Restore`} onPress={act(() => actions.restore(todos))} />}
			{view === "completed" && (
				<BarButton icon="restore" label={t`Open again`} onPress={act(() => actions.reopen(todos))} />
			)}
			{view !== "trash" && view !== "completed" && (
				<>
					<BarButton icon="check" label={t`Complete`} onPress={act(() => actions.complete(todos))} />
					<Menu
						label={t`Due date`}
						commands={[
							dueIn("today", t`Today`, 0),
							dueIn("tomorrow", t`Tomorrow`, 1),
							dueIn("week", t`In a week`, 7),
							{ id: "day", label: t`Choose a day…`, run: () => setChoosingDay(true) },
							dueIn("none", t`No date`, null),
						]}
					>
						<BarButton icon="calendar" label={t`Due date`} />
					</Menu>
					<Menu
						label={t`Priority`}
						commands={[
							priority("high", t`High`, 3),
							priority("middle", t`Medium`, 2),
							priority("low", t`Low`, 1),
							priority("none", t`None`, 0),
						]}
					>
						<BarButton icon="flag" label={t`Priority`} />
					</Menu>
				</>
			)}
			{view !== "trash" && <BarButton icon="trash" label={t`Delete`} onPress={act(() => actions.remove(todos))} />}
			<Button look="icon" aria-label={t`Clear the selection`} onPress={onDone}>
				<Icon name="close" />
			</Button>
			{isChoosingDay && (
				<Suspense>
					<DayDialog
						onChoose={(due) => act(() => actions.edit(todos, { due }))()}
						onClose={() => setChoosingDay(false)}
					/>
				</Suspense>
			)}
		</div>
	);
}
