// Where the account is logged in: each login with its device, address and last use, and a way to end it.
import { useLingui } from "@lingui/react/macro";
import type { Session } from "@/api/generated/types.gen.ts";
import { useProblemText } from "@/api/useProblemText.ts";
import { useLanguage } from "@/lib/i18n.ts";
import { formatMoment } from "@/lib/moments.ts";
import { Banner } from "@/ui/Banner.tsx";
import { Button } from "@/ui/Button.tsx";
import { deviceName } from "./deviceName.ts";
import styles from "./Section.module.css";
import { useEndSessions, useLogoutEverywhere, useSessions } from "./useSessions.ts";

function Entry({ session, isEnding, onEnd }: { session: Session; isEnding: boolean; onEnd: () => void }) {
	const { t } = useLingui();
	const language = useLanguage();
	const device = deviceName(session.device);
	const address = session.address ?? t`unknown address`;
	const lastUse = formatMoment(session.last_used_at, language);
	return (
		<li className={styles.entry}>
			<div className={styles.about}>
				<bdi className={styles.name}>{device}</bdi>
				<p className={styles.quiet}>
					<bdi>{address}</bdi>
					{" · "}
					{t`last used ${lastUse}`}
				</p>
			</div>
			{session.current ? (
				<span className={styles.mark}>{t`This device`}</span>
			) : (
				<Button aria-label={t`End the login of ${device}, ${address}`} isPending={isEnding} onPress={onEnd}>
					{t`End`}
				</Button>
			)}
		</li>
	);
}

export function SessionList() {
	const { t } = useLingui();
	const problemText = useProblemText();
	const { data: sessions = [], error, isPending, refetch } = useSessions();
	const ending = useEndSessions();
	const everywhere = useLogoutEverywhere();
	const others = sessions.filter(({ current }) => !current).map(({ id }) => id);
	const failure = ending.error ?? everywhere.error;

	return (
		<>
			{error !== null && (
				<Banner action={<Button onPress={() => void refetch()}>{t`Try again`}</Button>}>{problemText(error)}</Banner>
			)}
			{failure !== null && <Banner>{problemText(failure)}</Banner>}
			{isPending && <p className={styles.quiet}>{t`Loading…`}</p>}
			{sessions.length > 0 && (
				<ul className={styles.list}>
					{sessions.map((session) => (
						<Entry
							key={session.id}
							session={session}
							isEnding={ending.isPending && ending.variables.includes(session.id)}
							onEnd={() => ending.mutate([session.id])}
						/>
					))}
				</ul>
			)}
			<div className={styles.actions}>
				{others.length > 0 && (
					<Button isPending={ending.isPending} onPress={() => ending.mutate(others)}>
						{t`End all others`}
					</Button>
				)}
				<Button isPending={everywhere.isPending} onPress={() => everywhere.mutate()}>
					{t`Log out everywhere`}
				</Button>
			</div>
		</>
	);
}
