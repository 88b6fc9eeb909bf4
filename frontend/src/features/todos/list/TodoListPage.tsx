// The page of a view: its heading, the line to add a todo, and the list.
import { useLingui } from "@lingui/react/macro";
import { formatFullDay, todayHere } from "@/lib/dates.ts";
import { useLanguage } from "@/lib/i18n.ts";
import { PageTitle } from "@/ui/PageTitle.tsx";
import { QuickAdd } from "../add/QuickAdd.tsx";
import { useViewText } from "../useViewText.ts";
import type { View } from "../views.ts";
import { TodoList } from "./TodoList.tsx";
import styles from "./TodoListPage.module.css";

export function TodoListPage({ view }: { view: View }) {
	const { t } = useLingui();
	const language = useLanguage();
	const { title } = useViewText(view);
	const takesNew = view === "inbox" || view === "today";

	return (
		<div className={styles.page}>
			<PageTitle detail={view === "today" ? formatFullDay(todayHere(), language) : undefined}>{title}</PageTitle>
			{takesNew && <QuickAdd label={t`Add a todo`} due={view === "today" ? todayHere().toString() : null} />}
			<TodoList view={view} />
		</div>
	);
}
