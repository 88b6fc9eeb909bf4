// The frame of the settings: their pages as a row of links, the current one marked and shown below.
import { useLingui } from "@lingui/react/macro";
import { Link, Navigate } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { AppearancePage } from "./AppearancePage.tsx";
import { DataPage } from "./DataPage.tsx";
import { ProfilePage } from "./ProfilePage.tsx";
import { SecurityPage } from "./SecurityPage.tsx";
import styles from "./SettingsPage.module.css";
import { TokensPage } from "./TokensPage.tsx";

const PAGES: ReadonlyMap<string, ComponentType> = new Map([
	["profile", ProfilePage],
	["appearance", AppearancePage],
	["security", SecurityPage],
	["tokens", TokensPage],
	["data", DataPage],
]);

export function SettingsPage({ page }: { page: string | undefined }) {
	const { t } = useLingui();
	const labels = [
		{ page: "profile", label: t`Profile` },
		{ page: "appearance", label: t`Appearance` },
		{ page: "security", label: t`Security` },
		{ page: "tokens", label: t`API tokens` },
		{ page: "data", label: t`Your data` },
	];
	const Page = PAGES.get(page ?? "");
	if (Page === undefined) {
		return <Navigate to="/settings/{-$page}" params={{ page: "profile" }} replace />;
	}
	return (
		<div className={styles.scroll}>
			<div className={styles.page}>
				<nav aria-label={t`Settings`}>
					<ul className={styles.pages}>
						{labels.map((entry) => (
							<li key={entry.page}>
								<Link to="/settings/{-$page}" params={{ page: entry.page }} className={styles.link}>
									{entry.label}
								</Link>
							</li>
						))}
					</ul>
				</nav>
				<Page key={page} />
			</div>
		</div>
	);
}
