// Behind the account's button: who is logged in, language, appearance, the settings, logging out.
import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Dialog, DialogTrigger } from "react-aria-components/Dialog";
import { Popover } from "react-aria-components/Popover";
import { useProblemText } from "@/api/useProblemText.ts";
import { useProfile } from "@/api/useProfile.ts";
import { useLogout } from "@/features/account/useLogout.ts";
import { Banner } from "@/ui/Banner.tsx";
import { Button } from "@/ui/Button.tsx";
import { Icon } from "@/ui/Icon.tsx";
import { LanguageChoice } from "@/ui/LanguageChoice.tsx";
import { ThemeChoice } from "@/ui/ThemeChoice.tsx";
import styles from "./AccountMenu.module.css";

export function AccountMenu() {
	const { t } = useLingui();
	const problemText = useProblemText();
	const { data: profile } = useProfile();
	const { mutate, error, isPending } = useLogout();
	return (
		<DialogTrigger>
			<Button look="icon" aria-label={t`Account`}>
				<Icon name="person" />
			</Button>
			<Popover placement="bottom end" className={styles.popover}>
				<Dialog aria-label={t`Account`} className={styles.dialog}>
					{({ close }) => (
						<>
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
							<Link to="/settings/{-$page}" params={{ page: "profile" }} onClick={close} className={styles.link}>
								{t`Settings`}
							</Link>
							<Button isPending={isPending} onPress={() => mutate()}>{t`Log out`}</Button>
						</>
					)}
				</Dialog>
			</Popover>
		</DialogTrigger>
	);
}
