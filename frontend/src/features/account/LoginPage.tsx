// The page where somebody logs in.
import { useLingui } from "@lingui/react/macro";
import { Link, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useProblemText } from "@/api/useProblemText.ts";
import { Banner } from "@/ui/Banner.tsx";
import { Button } from "@/ui/Button.tsx";
import { TextField } from "@/ui/TextField.tsx";
import styles from "./AccountPage.module.css";
import { EntryPage } from "./EntryPage.tsx";
import { useFormErrors } from "./useFormErrors.ts";
import { useLogin } from "./useLogin.ts";

const Countdown = lazy(() => import("@/ui/Countdown.tsx").then((module) => ({ default: module.Countdown })));

export function LoginPage({ next }: { next: string | undefined }) {
	const { t } = useLingui();
	const navigate = useNavigate();
	const problemText = useProblemText();
	const { mutate, error, isPending, submittedAt, reset } = useLogin();
	const { form, read, errorOf, clear } = useFormErrors(error);

	return (
		<EntryPage title={t`Log in`}>
			{error !== null && error.fields.length === 0 && (
				<Banner>
					{error.status === 401 ? t`The username or the password is wrong.` : problemText(error)}{" "}
					{error.retryAfter !== null && (
						<Suspense>
							<Countdown until={submittedAt + error.retryAfter * 1000} onEnd={reset} />
						</Suspense>
					)}
				</Banner>
			)}
			<form
				ref={form}
				noValidate
				className={styles.form}
				onSubmit={(event) => {
					const data = read(event, ["username", "password"]);
					if (data) {
						mutate(
							{ username: String(data.get("username")).trim(), password: String(data.get("password")) },
							{ onSuccess: () => void navigate({ to: next ?? "/inbox", replace: true }) },
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
					name="password"
					type="password"
					label={t`Password`}
					autoComplete="current-password"
					error={errorOf("password")}
					onChange={() => clear("password")}
				/>
				<Button type="submit" look="primary" isPending={isPending}>
					{t`Log in`}
				</Button>
			</form>
			<p className={styles.aside}>
				{t`No account yet?`} <Link to="/register">{t`Create one`}</Link>
			</p>
		</EntryPage>
	);
}
