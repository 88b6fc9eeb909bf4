// When a todo is due, in words where it is near; late ones stand out.
import { daysUntil, dueDay, formatDueDay } from "@/lib/dates.ts";
import { useLanguage } from "@/lib/i18n.ts";
import styles from "./DueLabel.module.css";

export function DueLabel({ due, isDone }: { due: string; isDone: boolean }) {
	const language = useLanguage();
	const day = dueDay(due);
	const days = daysUntil(day);
	const urgency = isDone || days > 0 ? undefined : days < 0 ? "late" : "today";
	return (
		<time dateTime={due.replace(/\[.*\]$/, "")} className={styles.due} data-urgency={urgency}>
			{formatDueDay(day, language)}
		</time>
	);
}
