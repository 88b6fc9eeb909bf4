// The history of a todo, read when it is opened; each change of a field can be taken back.
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { Todo } from "@/api/generated/types.gen.ts";
import { useProblemText } from "@/api/useProblemText.ts";
import { Banner } from "@/ui/Banner.tsx";
import { Button } from "@/ui/Button.tsx";
import styles from "./History.module.css";
import { HistoryItem } from "./HistoryItem.tsx";
import { useRevertChange } from "./useRevertChange.ts";
import { useTodoHistory } from "./useTodoHistory.ts";

type HistoryProps = { todo: Todo; isFixed: boolean };

export function History(props: HistoryProps) {
	const { t } = useLingui();
	const [isOpen, setOpen] = useState(false);
	return (
		<details className={styles.history} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
			<summary className={styles.summary}>{t`History`}</summary>
			{isOpen && <Changes {...props} />}
		</details>
	);
}

function Changes({ todo, isFixed }: HistoryProps) {
	const { t } = useLingui();
	const problemText = useProblemText();
	const { data: entries, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useTodoHistory(todo.id);
	const { revert, isReverting } = useRevertChange();
	return (
		<>
			{error !== null && (
				<Banner action={<Button onPress={() => void refetch()}>{t`Try again`}</Button>}>{problemText(error)}</Banner>
			)}
			<ol className={styles.list}>
				{entries?.map((entry) => (
					<HistoryItem
						key={entry.version}
						entry={entry}
						isFixed={isFixed || isReverting}
						onRevert={() => revert({ todo, version: entry.version })}
					/>
				))}
			</ol>
			{hasNextPage && (
				<Button isPending={isFetchingNextPage} onPress={() => void fetchNextPage()}>{t`Show older changes`}</Button>
			)}
		</>
	);
}
