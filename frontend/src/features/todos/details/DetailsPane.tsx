// The details of one todo beside its list. Esc and the cross close it; what was typed stays as a draft.
import { useLingui } from "@lingui/react/macro";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useProblemText } from "@/api/useProblemText.ts";
import { Banner } from "@/ui/Banner.tsx";
import { Button } from "@/ui/Button.tsx";
import { Icon } from "@/ui/Icon.tsx";
import { useTodo } from "../useTodo.ts";
import styles from "./DetailsPane.module.css";
import { TodoDetails } from "./TodoDetails.tsx";

export function DetailsPane({ id, onClose }: { id: number; onClose: () => void }) {
	const { t } = useLingui();
	const heading = useRef<HTMLHeadingElement>(null);
	const problemText = useProblemText();
	const { data: todo, error, refetch } = useTodo(id);

	useEffect(() => {
		if (document.activeElement?.getAttribute("role") === "row") {
			heading.current?.focus();
		}
	}, []);
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.key === "Escape" && !event.nativeEvent.isComposing) {
			event.stopPropagation();
			onClose();
		}
	};

	return (
		<section aria-labelledby="details-title" onKeyDown={onKeyDown} className={styles.pane}>
			<header className={styles.header}>
				<h2 id="details-title" ref={heading} tabIndex={-1} className={styles.heading}>
					{t`Details`}
				</h2>
				<Button look="icon" aria-label={t`Close details`} onPress={onClose}>
					<Icon name="close" />
				</Button>
			</header>
			{error !== null && (
				<Banner action={error.passing && <Button onPress={() => void refetch()}>{t`Try again`}</Button>}>
					{error.status === 404 ? t`This todo is not there any more.` : problemText(error)}
				</Banner>
			)}
			{todo === undefined && error === null && <p className={styles.quiet}>{t`Loading…`}</p>}
			{todo !== undefined && <TodoDetails todo={todo} />}
		</section>
	);
}
