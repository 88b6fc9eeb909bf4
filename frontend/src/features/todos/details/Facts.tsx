// When a todo was made, last changed and done.
import { useLingui } from "@lingui/react/macro";
import type { Todo } from "@/api/generated/types.gen.ts";
import { useTimeZone } from "@/api/useProfile.ts";
import { formatMoment } from "@/lib/dates.ts";
import { useLanguage } from "@/lib/i18n.ts";
import styles from "./TodoDetails.module.css";

export function Facts({ todo }: { todo: Todo }) {
	const { t } = useLingui();
	const language = useLanguage();
	const zone = useTimeZone();
	const facts = [
		{ name: t`Created`, at: todo.created_at },
		{ name: t`Changed`, at: todo.updated_at },
		{ name: t`Completed`, at: todo.completed_at },
		{ name: t`Deleted`, at: todo.deleted_at },
	];
	return (
		<dl className={styles.facts}>
			{facts.map(
				({ name, at }) => at !== null && <Fact key={name} name={name} text={formatMoment(at, language, zone)} />,
			)}
		</dl>
	);
}

function Fact({ name, text }: { name: string; text: string }) {
	return (
		<>
			<dt>{name}</dt>
			<dd>{text}</dd>
		</>
	);
}
