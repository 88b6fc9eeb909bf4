// The receipt of a deleted account: what is gone already, and what is still being removed.
import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useProblemText } from "@/api/useProblemText.ts";
import { useLanguage } from "@/lib/i18n.ts";
import { localeOf } from "@/lib/languages.ts";
import { Banner } from "@/ui/Banner.tsx";
import styles from "../AccountPage.module.css";
import { EntryPage } from "../EntryPage.tsx";
import own from "./GoodbyePage.module.css";
import { useDeletion } from "./useDeletion.ts";

export function GoodbyePage({ receipt }: { receipt: string }) {
	const { t } = useLingui();
	const language = useLanguage();
	const problemText = useProblemText();
	const { data: deletion, error } = useDeletion(receipt);
	const at = new Intl.DateTimeFormat(localeOf(language), { dateStyle: "long", timeStyle: "medium" });
	const finished = deletion?.finished_at ? at.format(new Date(deletion.finished_at)) : null;

	return (
		<EntryPage title={t`Your account is deleted`}>
			{error !== null && deletion === undefined && (
				<Banner>{error.status === 404 ? t`There is no such receipt.` : problemText(error)}</Banner>
			)}
			<p role="status">
				{finished !== null
					? t`Everything was gone on ${finished}.`
					: deletion && t`Nobody can log in to it any more. What it held is being removed; this page follows.`}
			</p>
			{deletion !== undefined && (
				<ul className={own.services}>
					{deletion.services.map(({ name, purged_at }) => (
						<li key={name} className={own.service}>
							<span>{name === "todos" ? t`Todos` : name}</span>
							<span className={own.state}>{purged_at === null ? t`being removed` : t`gone`}</span>
						</li>
					))}
				</ul>
			)}
			<div>
				<p className={own.label}>{t`Receipt`}</p>
				<code dir="ltr" className={own.receipt}>
					{receipt}
				</code>
			</div>
			<p className={styles.aside}>
				<Link to="/register">{t`Create an account`}</Link>
			</p>
		</EntryPage>
	);
}
