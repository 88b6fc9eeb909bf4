// The title of a todo as a line to write in, in its place in the list. Enter and leaving it save; Esc keeps what was typed
// as a draft.
import { useLingui } from "@lingui/react/macro";
import { type KeyboardEvent, type SyntheticEvent, useRef } from "react";
import type { Todo } from "@/api/generated/types.gen.ts";
import { changed, drafted } from "../edit/draft.ts";
import { draftOf, keepDraft, useDraft } from "../edit/draftStore.ts";
import styles from "./TitleEditor.module.css";

const TITLE_MAX = 255;

// The row must not take a click into the line for one on itself.
const stop = (event: SyntheticEvent) => event.stopPropagation();

type TitleEditorProps = { todo: Todo; onClose: (isToBeSaved: boolean) => void };

export function TitleEditor({ todo, onClose }: TitleEditorProps) {
	const { t } = useLingui();
	const draft = useDraft(todo.id);
	const isLeft = useRef(false);

	const leave = (isToBeSaved: boolean) => {
		if (!isLeft.current) {
			isLeft.current = true;
			onClose(isToBeSaved);
		}
	};
	const onKeyDown = (event: KeyboardEvent) => {
		event.stopPropagation();
		if (event.key === "Escape") {
			leave(false);
		} else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
			leave(true);
		}
	};

	return (
		<input
			autoFocus
			aria-label={t`Title of ${todo.title}`}
			value={drafted(todo, draft).title}
			maxLength={TITLE_MAX}
			dir="auto"
			autoComplete="off"
			enterKeyHint="done"
			onChange={({ target }) =>
				keepDraft(todo.id, changed(draftOf(todo.id), todo, { field: "title", value: target.value }))
			}
			onKeyDown={onKeyDown}
			onPointerDown={stop}
			onMouseDown={stop}
			onClick={stop}
			onDoubleClick={stop}
			onBlur={() => leave(true)}
			className={styles.input}
		/>
	);
}
