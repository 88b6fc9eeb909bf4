// A dialog over the page: focus stays in it, Esc closes it and gives focus back. What it asks stands in its heading.
import type { ReactNode } from "react";
import { Dialog as AriaDialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import styles from "./Dialog.module.css";

type DialogProps = {
	title: string;
	isOpen: boolean;
	onClose: () => void;
	role?: "dialog" | "alertdialog";
	children: ReactNode;
	/** The buttons; a destructive one comes last and is never the first to be focused. */
	actions: ReactNode;
};

export function Dialog({ title, isOpen, onClose, role = "dialog", children, actions }: DialogProps) {
	return (
		<ModalOverlay
			isOpen={isOpen}
			onOpenChange={(open) => !open && onClose()}
			isDismissable={role === "dialog"}
			className={styles.overlay}
		>
			<Modal className={styles.modal}>
				<AriaDialog role={role} className={styles.dialog}>
					<Heading slot="title" className={styles.title}>
						{title}
					</Heading>
					{children}
					<div className={styles.actions}>{actions}</div>
				</AriaDialog>
			</Modal>
		</ModalOverlay>
	);
}
