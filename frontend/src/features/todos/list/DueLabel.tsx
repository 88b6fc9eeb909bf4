// When a todo is due, in words where it is near; late ones stand out.
import { daysUntil, dueDay, formatDue, isOverdue } from "@/lib/dates.ts";
import { useLanguage } from "@/lib/i18n.ts";
import styles from "./DueLabel.module.css";

export function DueLabel({ due, isDone, zone }: { due: string; isDone: boolean; zone: string }) {
	const language = useLanguage();
	const isToday = daysUntil(dueDay(due, zone), zone) === 0;
	const urgency = isDone ? undefined : isOverdue(due, zone) ? "late" : isToday ? "today" : undefined;
	return (
		<time dateTime={due.replace(/\[.*\]$/, "")} className={styles.due} data-urgency={urgency}>
			{formatDue(due, language, zone)}
		</time>
	);
}
