// The page of the profile: who one is, and where.
import { useLingui } from "@lingui/react/macro";
import { useProblemText } from "@/api/useProblemText.ts";
import { useProfile } from "@/api/useProfile.ts";
import { Banner } from "@/ui/Banner.tsx";
import { Button } from "@/ui/Button.tsx";
import { PageTitle } from "@/ui/PageTitle.tsx";
import { ProfileForm } from "./ProfileForm.tsx";
import styles from "./Section.module.css";

export function ProfilePage() {
	const { t } = useLingui();
	const problemText = useProblemText();
	const { data, dataUpdatedAt, error, refetch } = useProfile();
	// What is edited is the server's, not what the last visit has left.
	const profile = dataUpdatedAt > 0 ? data : undefined;
	return (
		<>
			<PageTitle detail={profile !== undefined && <bdi>{profile.username}</bdi>}>{t`Profile`}</PageTitle>
			{profile === undefined && error === null && <p className={styles.quiet}>{t`Loading…`}</p>}
			{error !== null && (
				<Banner action={<Button onPress={() => void refetch()}>{t`Try again`}</Button>}>{problemText(error)}</Banner>
			)}
			{profile !== undefined && <ProfileForm profile={profile} />}
		</>
	);
}
