// Behind the account's button: who is logged in, language, appearance, the settings, logging out.
import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useProblemText } from "@/api/useProblemText.ts";
import { useProfile } from "@/api/useProfile.ts";
import { useLogout } from "@/features/account/useLogout.ts";
import { Banner } from "@/ui/Banner.tsx";
import { Button } from "@/ui/Button.tsx";
import { LanguageChoice } from "@/ui/LanguageChoice.tsx";
import { type OpenPanel, Panel } from "@/ui/Panel.tsx";
import { ThemeChoice } from "@/ui/ThemeChoice.tsx";
import styles from "./AccountPanel.module.css";

export function AccountPanel(opened: OpenPanel) {
	const { t } = useLingui();
	const problemText = useProblemText();
	const { data: profile } = useProfile();
	const { mutate, error, isPending } = useLogout();
	return (
		<Panel label={t`Account`} {...opened}>
			{profile !== undefined && (
				<p className={styles.name}>
					<bdi>{profile.display_name || profile.username}</bdi>
				</p>
			)}
			<section className={styles.choice}>
				<span aria-hidden="true">{t`Language`}</span>
				<LanguageChoice />
			</section>
			<section className={styles.choice}>
				<span aria-hidden="true">{t`Appearance`}</span>
				<ThemeChoice />
			</section>
			{error !== null && <Banner>{problemText(error)}</Banner>}
			<Link to="/settings/{-$page}" params={{ page: "profile" }} onClick={opened.onClose} className={styles.link}>
				{t`Settings`}
			</Link>
			<Button isPending={isPending} onPress={() => mutate()}>{t`Log out`}</Button>
		</Panel>
	);
}
