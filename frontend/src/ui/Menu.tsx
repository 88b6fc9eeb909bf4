// A menu of commands: behind a button of its own, or beside anything on the page. Arrow keys walk, Enter runs, Esc closes
// and gives the focus back.
import { type KeyboardEvent, type ReactNode, type RefObject, useContext, useEffect, useRef } from "react";
import { DialogTrigger, OverlayTriggerStateContext } from "react-aria-components/Dialog";
import { Popover } from "react-aria-components/Popover";
import { type Command, runLater } from "@/lib/commands.ts";
import styles from "./Menu.module.css";

type CommandListProps = { label: string; commands: readonly Command[] };

const STEPS: Record<string, (index: number, count: number) => number> = {
	ArrowDown: (index, count) => (index + 1) % count,
	ArrowUp: (index, count) => (index - 1 + count) % count,
	Home: () => 0,
	End: (_, count) => count - 1,
};

function CommandList({ label, commands, onClose }: CommandListProps & { onClose?: () => void }) {
	const trigger = useContext(OverlayTriggerStateContext);
	const list = useRef<HTMLDivElement>(null);
	const items = () => [...(list.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];

	useEffect(() => {
		list.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
	}, []);

	const walk = (event: KeyboardEvent) => {
		const all = items();
		const next = STEPS[event.key]?.(all.indexOf(event.target as HTMLElement), all.length);
		if (next !== undefined) {
			event.preventDefault();
			all[next]?.focus();
		}
	};

	return (
		<div ref={list} role="menu" tabIndex={-1} aria-label={label} onKeyDown={walk} className={styles.menu}>
			{commands.map((command) => (
				<button
					key={command.id}
					type="button"
					role="menuitem"
					tabIndex={-1}
					onClick={() => {
						onClose?.();
						trigger?.close();
						runLater(command);
					}}
					className={styles.item}
				>
					{command.label}
				</button>
			))}
		</div>
	);
}

/** `children` is the Button that opens it. */
export function Menu({ children, ...list }: CommandListProps & { children: ReactNode }) {
	return (
		<DialogTrigger>
			{children}
			<Popover aria-label={list.label} placement="bottom end" className={styles.popover}>
				<CommandList {...list} />
			</Popover>
		</DialogTrigger>
	);
}

type CommandPopoverProps = CommandListProps & { triggerRef: RefObject<HTMLElement | null>; onClose: () => void };

/** Open as long as it is there. */
export function CommandPopover({ triggerRef, onClose, ...list }: CommandPopoverProps) {
	return (
		<Popover
			isOpen
			onOpenChange={(isOpen) => !isOpen && onClose()}
			triggerRef={triggerRef}
			aria-label={list.label}
			placement="bottom end"
			className={styles.popover}
		>
			<CommandList {...list} onClose={onClose} />
		</Popover>
	);
}
