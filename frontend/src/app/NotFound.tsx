// The page at an address that the app does not have.
import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { PageTitle } from "@/ui/PageTitle.tsx";
import styles from "./MessagePage.module.css";

export function NotFound() {
	const { t } = useLingui();
	return (
		<main className={styles.page}>
			<PageTitle>{t`There is nothing here`}</PageTitle>
			<Link to="/inbox">{t`Go to the inbox`}</Link>
		</main>
	);
}
