// The page where somebody makes an account.
import { useLingui } from "@lingui/react/macro";
import { Link, useNavigate } from "@tanstack/react-router";
import { useProblemText } from "@/api/useProblemText.ts";
import { useLanguage } from "@/lib/i18n.ts";
import { Banner } from "@/ui/Banner.tsx";
import { Button } from "@/ui/Button.tsx";
import { TextField } from "@/ui/TextField.tsx";
import styles from "./AccountPage.module.css";
import { EntryPage } from "./EntryPage.tsx";
import { useFormErrors } from "./useFormErrors.ts";
import { useRegister } from "./useRegister.ts";

export function RegisterPage() {
	const { t } = useLingui();
	const navigate = useNavigate();
	const problemText = useProblemText();
	const { mutate, error, isPending } = useRegister(useLanguage());
	const { form, read, errorOf, clear } = useFormErrors(error);

	return (
		<EntryPage title={t`Create an account`}>
			{error !== null && error.fields.length === 0 && <Banner>{problemText(error)}</Banner>}
			<form
				ref={form}
				noValidate
				className={styles.form}
				onSubmit={(event) => {
					const data = read(event, ["username", "password"]);
					if (data) {
						mutate(
							{
								username: String(data.get("username")).trim(),
								email: String(data.get("email")).trim(),
								password: String(data.get("password")),
							},
							{ onSuccess: () => void navigate({ to: "/inbox", replace: true }) },
						);
					}
				}}
			>
				<TextField
					name="username"
					label={t`Username`}
					autoComplete="username"
					autoFocus
					error={errorOf("username")}
					onChange={() => clear("username")}
				/>
				<TextField
					name="email"
					type="email"
					label={t`E-mail (optional)`}
					autoComplete="email"
					error={errorOf("email")}
					onChange={() => clear("email")}
				/>
				<TextField
					name="password"
					type="password"
					label={t`Password`}
					hint={t`At least 8 characters.`}
					autoComplete="new-password"
					error={errorOf("password")}
					onChange={() => clear("password")}
				/>
				<Button type="submit" look="primary" isPending={isPending}>
					{t`Create account`}
				</Button>
			</form>
			<p className={styles.aside}>
				{t`Already have an account?`} <Link to="/login">{t`Log in`}</Link>
			</p>
		</EntryPage>
	);
}
