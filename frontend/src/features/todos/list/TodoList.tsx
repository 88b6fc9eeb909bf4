// The todos of a view as one list: only the rows that are seen are in the document, arrow keys walk through all of them.
import { useLingui } from "@lingui/react/macro";
import { GridList } from "react-aria-components/GridList";
import { ListLayout, Virtualizer } from "react-aria-components/Virtualizer";
import { useProblemText } from "@/api/useProblemText.ts";
import { Banner } from "@/ui/Banner.tsx";
import { Button } from "@/ui/Button.tsx";
import { useTodos } from "../useTodos.ts";
import { useToggleTodo } from "../useToggleTodo.ts";
import { useViewText } from "../useViewText.ts";
import type { View } from "../views.ts";
import styles from "./TodoList.module.css";
import { TodoRow } from "./TodoRow.tsx";

const ROW_SIZE = 52;

export function TodoList({ view }: { view: View }) {
	const { t } = useLingui();
	const { title, empty } = useViewText(view);
	const { data: todos, error, isPending, refetch } = useTodos(view);
	const problemText = useProblemText();
	const toggle = useToggleTodo();

	return (
		<>
			{error !== null && (
				<Banner action={<Button onPress={() => void refetch()}>{t`Try again`}</Button>}>{problemText(error)}</Banner>
			)}
			{isPending && <p className={styles.empty}>{t`Loading…`}</p>}
			{todos?.length === 0 && <p className={styles.empty}>{empty}</p>}
			{todos !== undefined && todos.length > 0 && (
				<Virtualizer layout={ListLayout} layoutOptions={{ estimatedRowSize: ROW_SIZE }}>
					<GridList aria-label={title} items={todos} keyboardNavigationBehavior="tab" className={styles.list}>
						{(todo) => <TodoRow todo={todo} isFixed={view === "trash"} onToggle={toggle} />}
					</GridList>
				</Virtualizer>
			)}
		</>
	);
}
