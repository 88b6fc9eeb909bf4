// A login over the open page, when the server has ended its session: the page and what was typed stay as they are, and
// what was being saved is saved afterwards. Whoever does not log in logs out.
import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useId } from "react";
import { endSession } from "@/api/session.ts";
import { useProblemText } from "@/api/useProblemText.ts";
import { knownUsername } from "@/api/useProfile.ts";
import { Banner } from "@/ui/Banner.tsx";
import { Button } from "@/ui/Button.tsx";
import { Dialog } from "@/ui/Dialog.tsx";
import { TextField } from "@/ui/TextField.tsx";
import styles from "../AccountPage.module.css";
import { useFormErrors } from "../useFormErrors.ts";
import { useLogin } from "../useLogin.ts";

export function LoginAgain() {
	const { t } = useLingui();
	const id = useId();
	const problemText = useProblemText();
	const username = knownUsername(useQueryClient());
	const { mutate, error, isPending } = useLogin();
	const { form, read, errorOf, clear } = useFormErrors(error);

	return (
		<Dialog
			role="alertdialog"
			title={t`Log in again`}
			isOpen
			onClose={() => undefined}
			actions={
				<>
					<Button onPress={endSession}>{t`Log out`}</Button>
					<Button look="primary" type="submit" form={id} isPending={isPending}>
						{t`Log in`}
					</Button>
				</>
			}
		>
			<p>{t`Your login has ended. What you were doing is still here and goes on after you log in.`}</p>
			{error !== null && error.fields.length === 0 && (
				<Banner>{error.status === 401 ? t`The username or the password is wrong.` : problemText(error)}</Banner>
			)}
			<form
				id={id}
				ref={form}
				noValidate
				className={styles.form}
				onSubmit={(event) => {
					const data = read(event, ["username", "password"]);
					if (data !== null && !isPending) {
						mutate({ username: String(data.get("username")).trim(), password: String(data.get("password")) });
					}
				}}
			>
				<TextField
					name="username"
					label={t`Username`}
					autoComplete="username"
					defaultValue={username ?? ""}
					isReadOnly={username !== undefined}
					error={errorOf("username")}
					onChange={() => clear("username")}
				/>
				<TextField
					name="password"
					type="password"
					label={t`Password`}
					autoComplete="current-password"
					autoFocus
					error={errorOf("password")}
					onChange={() => clear("password")}
				/>
			</form>
		</Dialog>
	);
}
