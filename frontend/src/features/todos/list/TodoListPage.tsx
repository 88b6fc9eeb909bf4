// The page of a view: its heading, the line to add a todo, filters, the list, and beside it the details of one todo.
import { useLingui } from "@lingui/react/macro";
import { lazy, Suspense, useCallback } from "react";
import { useTimeZone } from "@/api/useProfile.ts";
import { formatFullDay, todayIn } from "@/lib/dates.ts";
import { useLanguage } from "@/lib/i18n.ts";
import { PageTitle } from "@/ui/PageTitle.tsx";
import { QuickAdd } from "../add/QuickAdd.tsx";
import { ListTools } from "../filter/ListTools.tsx";
import { useViewSearch } from "../useViewSearch.ts";
import { useViewText } from "../useViewText.ts";
import type { View } from "../views.ts";
import { focusRow } from "./rows.ts";
import styles from "./TodoListPage.module.css";
import { ViewTodos } from "./ViewTodos.tsx";

const DetailsPane = lazy(async () => ({ default: (await import("../details/DetailsPane.tsx")).DetailsPane }));

export function TodoListPage({ view }: { view: View }) {
	const { t } = useLingui();
	const language = useLanguage();
	const zone = useTimeZone();
	const today = todayIn(zone);
	const { title } = useViewText(view);
	const [search, change] = useViewSearch(view);
	const takesNew = view === "inbox" || view === "today";
	const openId = search.todo;

	const open = useCallback((todo: number) => change({ todo }), [change]);
	const close = () => {
		change({ todo: undefined });
		if (openId !== undefined) {
			focusRow(openId);
		}
	};

	return (
		<div className={styles.frame} data-open={openId === undefined ? undefined : "details"}>
			<div className={styles.page}>
				<PageTitle detail={view === "today" ? formatFullDay(today, language, zone) : undefined}>{title}</PageTitle>
				{takesNew && <QuickAdd label={t`Add a todo`} due={view === "today" ? today : null} />}
				{view !== "trash" && <ListTools view={view} search={search} onChange={change} />}
				<ViewTodos view={view} openId={openId} onOpen={open} />
			</div>
			{openId !== undefined && (
				<Suspense>
					<DetailsPane key={openId} id={openId} onClose={close} />
				</Suspense>
			)}
		</div>
	);
}
