// A line to search with: what is typed is reported when the typing pauses, or at once by Enter; Esc empties it.
import { useLingui } from "@lingui/react/macro";
import { type KeyboardEvent, useEffect, useState } from "react";
import { Button } from "./Button.tsx";
import { Icon } from "./Icon.tsx";
import styles from "./SearchField.module.css";

const PAUSE_MS = 250;

type SearchFieldProps = { label: string; value: string; maxLength: number; onSearch: (text: string) => void };

export function SearchField({ label, value, maxLength, onSearch }: SearchFieldProps) {
	const { t } = useLingui();
	const [text, setText] = useState(value);
	const [reported, setReported] = useState(value);
	const [shown, setShown] = useState(value);
	if (value !== shown) {
		setShown(value);
		// What was reported comes back as the value, perhaps when more has been typed already.
		if (value !== reported) {
			setReported(value);
			setText(value);
		}
	}
	const report = (wanted: string) => {
		if (wanted !== reported) {
			setReported(wanted);
			onSearch(wanted);
		}
	};
	useEffect(() => {
		if (text.trim() !== reported) {
			const timer = setTimeout(() => report(text.trim()), PAUSE_MS);
			return () => clearTimeout(timer);
		}
	});
	const empty = () => {
		setText("");
		report("");
	};
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.key === "Enter") {
			report(text.trim());
		} else if (event.key === "Escape" && text !== "") {
			event.stopPropagation();
			empty();
		}
	};

	return (
		<div className={styles.field}>
			<Icon name="search" size={18} />
			<input
				type="search"
				aria-label={label}
				placeholder={label}
				value={text}
				maxLength={maxLength}
				dir={text === "" ? undefined : "auto"}
				autoComplete="off"
				enterKeyHint="search"
				onChange={({ target }) => setText(target.value)}
				onKeyDown={onKeyDown}
				className={styles.input}
			/>
			{text !== "" && (
				<Button look="icon" aria-label={t`Clear search`} onPress={empty}>
					<Icon name="close" size={16} />
				</Button>
			)}
		</div>
	);
}
