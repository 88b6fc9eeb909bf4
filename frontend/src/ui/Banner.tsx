// A notice that stays until its cause is gone; a screen reader hears it once, when it appears.
import type { ReactNode } from "react";
import styles from "./Banner.module.css";
import { Icon } from "./Icon.tsx";

export function Banner({ children, action }: { children: ReactNode; action?: ReactNode }) {
	return (
		<div role="alert" className={styles.banner}>
			<Icon name="warning" />
			<div className={styles.text}>{children}</div>
			{action}
		</div>
	);
}
