// A part of a page of settings: a heading, what it is about, and what can be done.
import { type ReactNode, useId } from "react";
import styles from "./Section.module.css";

type SectionProps = { title: string; detail?: string; children: ReactNode };

export function Section({ title, detail, children }: SectionProps) {
	const heading = useId();
	return (
		<section aria-labelledby={heading} className={styles.section}>
			<div>
				<h2 id={heading} className={styles.title}>
					{title}
				</h2>
				{detail !== undefined && <p className={styles.detail}>{detail}</p>}
			</div>
			{children}
		</section>
	);
}
