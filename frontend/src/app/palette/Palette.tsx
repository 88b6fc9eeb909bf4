// Every command by its name: type a part of it, Enter runs it, Esc gives the focus back to where it was.
import { useLingui } from "@lingui/react/macro";
import { type KeyboardEvent, useEffect, useId, useState } from "react";
import { Dialog } from "react-aria-components/Dialog";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { type Command, currentCommands, runLater } from "@/lib/commands.ts";
import { toSearchForm } from "@/lib/digits.ts";
import styles from "./Palette.module.css";

export function Palette({ onClose }: { onClose: () => void }) {
	const { t } = useLingui();
	const id = useId();
	const [commands] = useState(currentCommands);
	const [typed, setTyped] = useState("");
	const [index, setIndex] = useState(0);
	const found = commands.filter(({ label }) => toSearchForm(label).includes(toSearchForm(typed.trim())));
	const current = found[index];
	const optionId = (command: Command) => `${id}-${command.id}`;

	useEffect(() => {
		if (current !== undefined) {
			document.getElementById(`${id}-${current.id}`)?.scrollIntoView({ block: "nearest" });
		}
	}, [current, id]);

	const run = (command: Command | undefined) => {
		if (command !== undefined) {
			onClose();
			runLater(command);
		}
	};
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.nativeEvent.isComposing) {
			return;
		}
		if (event.key === "ArrowDown" || event.key === "ArrowUp") {
			event.preventDefault();
			setIndex((before) => (before + (event.key === "ArrowDown" ? 1 : found.length - 1)) % Math.max(found.length, 1));
		} else if (event.key === "Enter") {
			event.preventDefault();
			run(current);
		}
	};

	return (
		<ModalOverlay isOpen isDismissable onOpenChange={(isOpen) => !isOpen && onClose()} className={styles.overlay}>
			<Modal className={styles.modal}>
				<Dialog aria-label={t`Commands`} className={styles.dialog}>
					<input
						role="combobox"
						aria-label={t`Search for a command`}
						aria-expanded
						aria-controls={id}
						aria-activedescendant={current && optionId(current)}
						aria-autocomplete="list"
						autoComplete="off"
						autoFocus
						placeholder={t`What do you want to do?`}
						value={typed}
						onChange={(event) => {
							setTyped(event.target.value);
							setIndex(0);
						}}
						onKeyDown={onKeyDown}
						className={styles.input}
					/>
					<div role="listbox" id={id} aria-label={t`Commands`} className={styles.list}>
						{found.map((command) => (
							<button
								key={command.id}
								type="button"
								role="option"
								id={optionId(command)}
								aria-selected={command === current}
								tabIndex={-1}
								onClick={() => run(command)}
								className={styles.item}
							>
								<bdi>{command.label}</bdi>
							</button>
						))}
					</div>
					{found.length === 0 && <p className={styles.empty}>{t`No command fits.`}</p>}
				</Dialog>
			</Modal>
		</ModalOverlay>
	);
}
