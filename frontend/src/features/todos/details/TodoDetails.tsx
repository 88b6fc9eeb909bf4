// Everything of a todo: its fields to change, what is known about it, and its history.
import { useLingui } from "@lingui/react/macro";
import type { Todo } from "@/api/generated/types.gen.ts";
import { Checkbox } from "@/ui/Checkbox.tsx";
import { useToggleTodo } from "../useToggleTodo.ts";
import { DetailsForm } from "./DetailsForm.tsx";
import { Facts } from "./Facts.tsx";
import { History } from "./History.tsx";
import styles from "./TodoDetails.module.css";

export function TodoDetails({ todo }: { todo: Todo }) {
	const { t } = useLingui();
	const toggle = useToggleTodo();
	const isFixed = todo.deleted_at !== null;
	return (
		<div className={styles.details}>
			<div className={styles.state}>
				<Checkbox
					label={todo.completed ? t`Open ${todo.title} again` : t`Complete ${todo.title}`}
					isSelected={todo.completed}
					isDisabled={isFixed}
					onChange={() => toggle(todo)}
				/>
				<span aria-hidden="true">{todo.completed ? t`Done` : t`To do`}</span>
			</div>
			{isFixed && <p className={styles.note}>{t`It is in the trash. Restore it to change it.`}</p>}
			<DetailsForm todo={todo} isFixed={isFixed} />
			<Facts todo={todo} />
			<History todo={todo} isFixed={isFixed} />
		</div>
	);
}
