// One day of Upcoming: its name, and what is due on it.
import type { ReactElement } from "react";
import { Collection, GridListHeader, GridListSection } from "react-aria-components/GridList";
import type { Todo } from "@/api/generated/types.gen.ts";
import { daysUntil, formatDueDay, formatFullDay } from "@/lib/dates.ts";
import { useLanguage } from "@/lib/i18n.ts";
import styles from "./DaySection.module.css";
import type { DueOnDay } from "./days.ts";

function DayName({ day, zone }: { day: string; zone: string }) {
	const language = useLanguage();
	const isTomorrow = daysUntil(day, zone) === 1;
	const full = formatFullDay(day, language, zone);
	return (
		<span className={styles.name}>
			{isTomorrow ? formatDueDay(day, language, zone) : full}
			{isTomorrow && <span className={styles.full}>{full}</span>}
		</span>
	);
}

type DaySectionProps = { due: DueOnDay; zone: string; row: (todo: Todo) => ReactElement };

export function DaySection({ due, zone, row }: DaySectionProps) {
	return (
		<GridListSection id={due.day} aria-label={due.day}>
			<GridListHeader className={styles.heading}>
				<DayName day={due.day} zone={zone} />
			</GridListHeader>
			<Collection items={due.todos}>{row}</Collection>
		</GridListSection>
	);
}
