// The button of a row that opens its menu; in the trash, one that takes the todo back stands beside it.
import { useLingui } from "@lingui/react/macro";
import { useRef } from "react";
import type { Todo } from "@/api/generated/types.gen.ts";
import { Button } from "@/ui/Button.tsx";
import { Icon } from "@/ui/Icon.tsx";
import { useListShared } from "../list/ListContext.ts";
import styles from "./RowMenuButton.module.css";

export function RowMenuButton({ todo }: { todo: Todo }) {
	const { t } = useLingui();
	const { openMenu, restore } = useListShared();
	const button = useRef<HTMLDivElement>(null);
	return (
		<div ref={button} className={styles.buttons}>
			{todo.deleted_at !== null && (
				<Button look="icon" aria-label={t`Restore ${todo.title}`} onPress={() => restore(todo)}>
					<Icon name="restore" />
				</Button>
			)}
			<Button
				look="icon"
				aria-label={t`More about ${todo.title}`}
				aria-haspopup="menu"
				onPress={() => button.current !== null && openMenu(todo, button.current)}
			>
				<Icon name="more" />
			</Button>
		</div>
	);
}
