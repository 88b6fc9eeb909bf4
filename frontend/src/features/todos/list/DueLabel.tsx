// When a todo is due, in words where it is near; late ones stand out.
import { daysUntil, dueDay, formatDue, formatTime, isOverdue, isWholeDay } from "@/lib/dates.ts";
import { useLanguage } from "@/lib/i18n.ts";
import styles from "./DueLabel.module.css";

type DueLabelProps = { due: string; isDone: boolean; zone: string; isTimeOnly: boolean };

/** `isTimeOnly`: the day stands above. */
export function DueLabel({ due, isDone, zone, isTimeOnly }: DueLabelProps) {
	const language = useLanguage();
	const isToday = daysUntil(dueDay(due, zone), zone) === 0;
	const urgency = isDone ? undefined : isOverdue(due, zone) ? "late" : isToday ? "today" : undefined;
	if (isTimeOnly && isWholeDay(due)) {
		return null;
	}
	return (
		<time dateTime={due.replace(/\[.*\]$/, "")} className={styles.due} data-urgency={urgency}>
			{isTimeOnly ? formatTime(due, language, zone) : formatDue(due, language, zone)}
		</time>
	);
}
