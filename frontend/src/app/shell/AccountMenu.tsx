// Behind the account's button: language, appearance, logging out.
import { useLingui } from "@lingui/react/macro";
import { Dialog, DialogTrigger } from "react-aria-components/Dialog";
import { Popover } from "react-aria-components/Popover";
import { useProblemText } from "@/api/useProblemText.ts";
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
	const { mutate, error, isPending } = useLogout();
	return (
		<DialogTrigger>
			<Button look="icon" aria-label={t`Account`}>
				<Icon name="person" />
			</Button>
			<Popover placement="bottom end" className={styles.popover}>
				<Dialog aria-label={t`Account`} className={styles.dialog}>
					<section className={styles.choice}>
						<span aria-hidden="true">{t`Language`}</span>
						<LanguageChoice />
					</section>
					<section className={styles.choice}>
						<span aria-hidden="true">{t`Appearance`}</span>
						<ThemeChoice />
					</section>
					{error !== null && <Banner>{problemText(error)}</Banner>}
					<Button isPending={isPending} onPress={() => mutate()}>{t`Log out`}</Button>
				</Dialog>
			</Popover>
		</DialogTrigger>
	);
}
