// The old password and the new one.
import { useLingui } from "@lingui/react/macro";
import { useProblemText } from "@/api/useProblemText.ts";
import { useProfile } from "@/api/useProfile.ts";
import { Banner } from "@/ui/Banner.tsx";
import { Button } from "@/ui/Button.tsx";
import { TextField } from "@/ui/TextField.tsx";
import { addToast } from "@/ui/toasts.ts";
import { useFormErrors } from "../useFormErrors.ts";
import styles from "./Section.module.css";
import { usePasswordChange } from "./usePasswordChange.ts";

export function PasswordForm() {
	const { t } = useLingui();
	const problemText = useProblemText();
	const { data: profile } = useProfile();
	const { mutate, error, isPending } = usePasswordChange();
	const { form, read, errorOf, clear } = useFormErrors(error);

	return (
		<form
			ref={form}
			noValidate
			className={styles.form}
			onSubmit={(event) => {
				const target = event.currentTarget;
				const data = read(event, ["old", "new"]);
				if (data !== null && !isPending) {
					mutate(
						{ old: String(data.get("old")), new: String(data.get("new")) },
						{
							onSuccess: () => {
								target.reset();
								addToast({ message: t`The password is changed. Every other login has ended.` });
							},
						},
					);
				}
			}}
		>
			{error !== null && error.fields.length === 0 && <Banner>{problemText(error)}</Banner>}
			<input type="hidden" name="username" autoComplete="username" value={profile?.username ?? ""} readOnly />
			<div className={styles.wide}>
				<TextField
					name="old"
					type="password"
					label={t`Current password`}
					autoComplete="current-password"
					error={errorOf("old")}
					onChange={() => clear("old")}
				/>
			</div>
			<div className={styles.wide}>
				<TextField
					name="new"
					type="password"
					label={t`New password`}
					hint={t`At least 8 characters.`}
					autoComplete="new-password"
					error={errorOf("new")}
					onChange={() => clear("new")}
				/>
			</div>
			<Button type="submit" look="primary" isPending={isPending}>
				{t`Change the password`}
			</Button>
		</form>
	);
}
