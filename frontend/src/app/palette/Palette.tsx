// Every command by its name: type a part of it, Enter runs it, Esc gives the focus back to where it was.
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Autocomplete } from "react-aria-components/Autocomplete";
import { Dialog } from "react-aria-components/Dialog";
import { Input } from "react-aria-components/Input";
import { Menu, MenuItem } from "react-aria-components/Menu";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { SearchField } from "react-aria-components/SearchField";
import { type Command, currentCommands } from "@/lib/commands.ts";
import { toSearchForm } from "@/lib/digits.ts";
import styles from "./Palette.module.css";

const contains = (text: string, typed: string) => toSearchForm(text).includes(toSearchForm(typed));

/** The command runs when the focus is back, so that it can take it somewhere else. */
function runLater({ run }: Command): void {
	requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(run)));
}

export function Palette({ onClose }: { onClose: () => void }) {
	const { t } = useLingui();
	const [commands] = useState(currentCommands);
	return (
		<ModalOverlay isOpen isDismissable onOpenChange={(isOpen) => !isOpen && onClose()} className={styles.overlay}>
			<Modal className={styles.modal}>
				<Dialog aria-label={t`Commands`} className={styles.dialog}>
					<Autocomplete filter={contains}>
						<SearchField aria-label={t`Search for a command`} autoFocus className={styles.search}>
							<Input placeholder={t`What do you want to do?`} className={styles.input} />
						</SearchField>
						<Menu
							aria-label={t`Commands`}
							items={commands}
							onAction={(id) => {
								const command = commands.find((candidate) => candidate.id === id);
								onClose();
								if (command !== undefined) {
									runLater(command);
								}
							}}
							renderEmptyState={() => <p className={styles.empty}>{t`No command fits.`}</p>}
							className={styles.menu}
						>
							{({ id, label }) => (
								<MenuItem id={id} textValue={label} className={styles.item}>
									<bdi>{label}</bdi>
								</MenuItem>
							)}
						</Menu>
					</Autocomplete>
				</Dialog>
			</Modal>
		</ModalOverlay>
	);
}
