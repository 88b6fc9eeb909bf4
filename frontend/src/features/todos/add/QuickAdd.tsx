// The line in which todos are written one after the other: Enter adds, the focus stays, and a title that the server
// refused comes back into the line.
import type { FormEvent } from "react";
import { useProblemText } from "@/api/useProblemText.ts";
import { useDraft } from "@/lib/useDraft.ts";
import { Banner } from "@/ui/Banner.tsx";
import { Icon } from "@/ui/Icon.tsx";
import { useCreateTodo } from "../useCreateTodo.ts";
import styles from "./QuickAdd.module.css";

const TITLE_MAX = 255;

export function QuickAdd({ label, due }: { label: string; due: string | null }) {
	const [title, setTitle] = useDraft("add");
	const problemText = useProblemText();
	const { mutate, error } = useCreateTodo();

	const add = (event: FormEvent) => {
		event.preventDefault();
		const wanted = title.trim();
		if (wanted === "") {
			return;
		}
		setTitle("");
		mutate(
			{ key: crypto.randomUUID(), title: wanted, due },
			{ onError: () => setTitle((typed) => (typed === "" ? wanted : typed)) },
		);
	};

	return (
		<>
			<form onSubmit={add} className={styles.line}>
				<Icon name="plus" />
				<input
					aria-label={label}
					placeholder={label}
					value={title}
					maxLength={TITLE_MAX}
					dir={title === "" ? undefined : "auto"}
					enterKeyHint="done"
					autoComplete="off"
					onChange={(event) => setTitle(event.target.value)}
					className={styles.input}
				/>
			</form>
			{error !== null && <Banner>{problemText(error)}</Banner>}
		</>
	);
}
