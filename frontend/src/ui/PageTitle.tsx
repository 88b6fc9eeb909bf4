// The heading of a page: also the document's title, and where the focus goes after the address has changed.
import { type ReactNode, useEffect } from "react";
import styles from "./PageTitle.module.css";

export const PAGE_TITLE_ID = "page-title";

export function PageTitle({ children, detail }: { children: string; detail?: ReactNode }) {
	useEffect(() => {
		document.title = `${children} · Tasklight`;
	}, [children]);
	return (
		<div>
			<h1 id={PAGE_TITLE_ID} tabIndex={-1} className={styles.title}>
				{children}
			</h1>
			{detail !== undefined && <p className={styles.detail}>{detail}</p>}
		</div>
	);
}
