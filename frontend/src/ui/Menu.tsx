// A menu of commands: behind a button of its own, or beside anything on the page.
import type { ReactNode, RefObject } from "react";
import { Menu as AriaMenu, MenuItem as AriaMenuItem, MenuTrigger } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import type { Command } from "@/lib/commands.ts";
import styles from "./Menu.module.css";

type CommandListProps = { label: string; commands: readonly Command[]; onClose?: () => void };

function CommandList({ label, commands, onClose }: CommandListProps) {
	return (
		<AriaMenu aria-label={label} onClose={onClose} autoFocus="first" className={styles.menu}>
			{commands.map((command) => (
				<AriaMenuItem key={command.id} id={command.id} onAction={command.run} className={styles.item}>
					{command.label}
				</AriaMenuItem>
			))}
		</AriaMenu>
	);
}

/** `children` is the Button that opens it. */
export function Menu({ children, ...list }: CommandListProps & { children: ReactNode }) {
	return (
		<MenuTrigger>
			{children}
			<Popover placement="bottom end" className={styles.popover}>
				<CommandList {...list} />
			</Popover>
		</MenuTrigger>
	);
}

/** Open as long as it is there. */
export function CommandPopover({
	triggerRef,
	onClose,
	...list
}: CommandListProps & { triggerRef: RefObject<HTMLElement | null>; onClose: () => void }) {
	return (
		<Popover
			isOpen
			onOpenChange={(isOpen) => !isOpen && onClose()}
			triggerRef={triggerRef}
			placement="bottom end"
			className={styles.popover}
		>
			<CommandList {...list} onClose={onClose} />
		</Popover>
	);
}
