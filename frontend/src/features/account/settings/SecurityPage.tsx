// The page of what guards the account: its password, and where it is logged in.
import { useLingui } from "@lingui/react/macro";
import { PageTitle } from "@/ui/PageTitle.tsx";
import { PasswordForm } from "./PasswordForm.tsx";
import { Section } from "./Section.tsx";
import { SessionList } from "./SessionList.tsx";

export function SecurityPage() {
	const { t } = useLingui();
	return (
		<>
			<PageTitle>{t`Password and logins`}</PageTitle>
			<Section title={t`Change the password`} detail={t`Every other login ends then; API tokens stay.`}>
				<PasswordForm />
			</Section>
			<Section
				title={t`Where you are logged in`}
				detail={t`A login that you do not know: end it and change the password.`}
			>
				<SessionList />
			</Section>
		</>
	);
}
