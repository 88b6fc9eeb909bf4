// The frame of the pages in front of the app: the name, one card, and the language below it.
import type { ReactNode } from "react";
import { LanguageChoice } from "@/ui/LanguageChoice.tsx";
import { PageTitle } from "@/ui/PageTitle.tsx";
import { Wordmark } from "@/ui/Wordmark.tsx";
import styles from "./AccountPage.module.css";

export function EntryPage({ title, children }: { title: string; children: ReactNode }) {
	return (
		<div className={styles.page}>
			<header className={styles.header}>
				<Wordmark />
			</header>
			<main className={styles.card}>
				<PageTitle>{title}</PageTitle>
				{children}
			</main>
			<footer>
				<LanguageChoice />
			</footer>
		</div>
	);
}
