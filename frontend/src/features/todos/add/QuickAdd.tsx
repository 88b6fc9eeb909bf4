// The line in which todos are written one after the other: Enter adds, the focus stays. A title that the server refused
// comes back into the line, or waits in a notification while something else is being written there.
import { useLingui } from "@lingui/react/macro";
import { type FormEvent, useRef } from "react";
import { useProblemText } from "@/api/useProblemText.ts";
import { useCommands } from "@/lib/commands.ts";
import { randomUuid } from "@/lib/uuid.ts";
import { Icon } from "@/ui/Icon.tsx";
import { toastQueue } from "@/ui/toasts.ts";
import { useCreateTodo } from "../useCreateTodo.ts";
import { line, useLine } from "./line.ts";
import styles from "./QuickAdd.module.css";

const TITLE_MAX = 255;

export function QuickAdd({ label, due }: { label: string; due: string | null }) {
	const { t } = useLingui();
	const title = useLine();
	const input = useRef<HTMLInputElement>(null);
	const problemText = useProblemText();
	const { mutateAsync } = useCreateTodo();
	const focus = () => input.current?.focus();
	useCommands(() => [{ id: "add", label, run: focus }]);

	const editAgain = (refused: string) => {
		line.write(refused);
		focus();
	};

	const add = (event: FormEvent) => {
		event.preventDefault();
		const wanted = title.trim();
		if (wanted === "") {
			return;
		}
		line.write("");
		mutateAsync({ key: randomUuid(), title: wanted, due }).catch((problem) => {
			const isFree = line.read() === "";
			if (isFree) {
				line.write(wanted);
			}
			toastQueue.add({
				message: t`Not added: ${wanted}. ${problemText(problem)}`,
				...(isFree ? {} : { action: { label: t`Edit again`, run: () => editAgain(wanted) } }),
			});
		});
	};

	return (
		<form onSubmit={add} className={styles.line}>
			<Icon name="plus" />
			<input
				ref={input}
				aria-label={label}
				placeholder={label}
				value={title}
				maxLength={TITLE_MAX}
				dir={title === "" ? undefined : "auto"}
				enterKeyHint="done"
				autoComplete="off"
				onChange={(event) => line.write(event.target.value)}
				className={styles.input}
			/>
		</form>
	);
}
