// What opens beside a PanelButton, as long as it is there. Esc and a click outside close it and give the focus back.
import type { ReactNode, RefObject } from "react";
import { Dialog } from "react-aria-components/Dialog";
import { Popover } from "react-aria-components/Popover";
import styles from "./Panel.module.css";

export type OpenPanel = { button: RefObject<HTMLElement | null>; onClose: () => void };

type PanelProps = OpenPanel & { label: string; children: ReactNode };

export function Panel({ label, button, onClose, children }: PanelProps) {
	return (
		<Popover
			isOpen
			onOpenChange={(isOpen) => !isOpen && onClose()}
			triggerRef={button}
			placement="bottom end"
			className={styles.popover ?? ""}
		>
			<Dialog aria-label={label} className={styles.panel ?? ""}>
				{children}
			</Dialog>
		</Popover>
	);
}
