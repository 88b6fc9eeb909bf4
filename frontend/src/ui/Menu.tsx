// A button that opens a menu of commands.
import type { ReactNode } from "react";
import { Menu as AriaMenu, MenuItem as AriaMenuItem, MenuTrigger } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import styles from "./Menu.module.css";

export type Command = { id: string; label: string; run: () => void };

/** `children` is the Button that opens it. */
export function Menu({
	label,
	commands,
	children,
}: {
	label: string;
	commands: readonly Command[];
	children: ReactNode;
}) {
	return (
		<MenuTrigger>
			{children}
			<Popover placement="bottom end" className={styles.popover}>
				<AriaMenu aria-label={label} className={styles.menu}>
					{commands.map((command) => (
						<AriaMenuItem key={command.id} id={command.id} onAction={command.run} className={styles.item}>
							{command.label}
						</AriaMenuItem>
					))}
				</AriaMenu>
			</Popover>
		</MenuTrigger>
	);
}
