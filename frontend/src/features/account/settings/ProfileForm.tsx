// Display name, e-mail address and time zone. Only what was changed is sent, so that another tab's change of the rest stays.
import { useLingui } from "@lingui/react/macro";
import type { Profile } from "@/api/generated/types.gen.ts";
import { useProblemText } from "@/api/useProblemText.ts";
import { Banner } from "@/ui/Banner.tsx";
import { Button } from "@/ui/Button.tsx";
import { Select } from "@/ui/Select.tsx";
import { TextField } from "@/ui/TextField.tsx";
import { addToast } from "@/ui/toasts.ts";
import { useFormErrors } from "../useFormErrors.ts";
import { usePatchProfile } from "../usePatchProfile.ts";
import styles from "./Section.module.css";
import { timeZones } from "./timeZones.ts";

const FIELDS = ["display_name", "email", "time_zone"] as const;

export function ProfileForm({ profile }: { profile: Profile }) {
	const { t } = useLingui();
	const problemText = useProblemText();
	const { mutate, error, isPending } = usePatchProfile();
	const { form, read, errorOf, clear } = useFormErrors(error);
	const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

	return (
		<form
			ref={form}
			noValidate
			className={styles.form}
			onSubmit={(event) => {
				const data = read(event, []);
				const typed = (name: string) => String(data?.get(name) ?? "").trim();
				const changed = FIELDS.filter((name) => typed(name) !== profile[name]);
				if (data !== null && !isPending) {
					mutate(Object.fromEntries(changed.map((name) => [name, typed(name)])), {
						onSuccess: () => addToast({ message: t`Your profile is saved.` }),
					});
				}
			}}
		>
			{error !== null && error.fields.length === 0 && <Banner>{problemText(error)}</Banner>}
			<div className={styles.wide}>
				<TextField
					name="display_name"
					label={t`Name`}
					hint={t`As others may call you.`}
					defaultValue={profile.display_name}
					autoComplete="name"
					maxLength={150}
					error={errorOf("display_name")}
					onChange={() => clear("display_name")}
				/>
			</div>
			<div className={styles.wide}>
				<TextField
					name="email"
					type="email"
					label={t`E-mail`}
					defaultValue={profile.email}
					autoComplete="email"
					error={errorOf("email")}
					onChange={() => clear("email")}
				/>
			</div>
			<Select
				name="time_zone"
				label={t`Time zone`}
				hint={here === profile.time_zone ? undefined : t`This device is in ${here}.`}
				defaultValue={profile.time_zone}
				options={timeZones(profile.time_zone)}
			/>
			<Button type="submit" look="primary" isPending={isPending}>
				{t`Save`}
			</Button>
		</form>
	);
}
