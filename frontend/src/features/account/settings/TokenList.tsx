// The API tokens that there are: what they are for, what they may do, how long, and a way to revoke each.
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { ApiToken } from "@/api/generated/types.gen.ts";
import { useProblemText } from "@/api/useProblemText.ts";
import { useLanguage } from "@/lib/i18n.ts";
import { formatDay } from "@/lib/moments.ts";
import { Banner } from "@/ui/Banner.tsx";
import { Button } from "@/ui/Button.tsx";
import { Dialog } from "@/ui/Dialog.tsx";
import styles from "./Section.module.css";
import { useEndToken, useTokens } from "./useTokens.ts";

function Entry({ token, onRevoke }: { token: ApiToken; onRevoke: () => void }) {
	const { t } = useLingui();
	const end = formatDay(token.expires_at, useLanguage());
	return (
		<li className={styles.entry}>
			<div className={styles.about}>
				<bdi className={styles.name}>{token.name}</bdi>
				<p className={styles.quiet}>
					{token.scopes.includes("write") ? t`Read and write` : t`Read`}
					{" · "}
					{t`until ${end}`}
				</p>
			</div>
			<Button aria-label={t`Revoke ${token.name}`} onPress={onRevoke}>
				{t`Revoke`}
			</Button>
		</li>
	);
}

export function TokenList() {
	const { t } = useLingui();
	const problemText = useProblemText();
	const { data: tokens, error, isPending, refetch } = useTokens();
	const { mutate, error: failure } = useEndToken();
	const [chosen, choose] = useState<ApiToken | null>(null);
	const close = () => choose(null);

	return (
		<>
			{error !== null && (
				<Banner action={<Button onPress={() => void refetch()}>{t`Try again`}</Button>}>{problemText(error)}</Banner>
			)}
			{failure !== null && <Banner>{problemText(failure)}</Banner>}
			{isPending && <p className={styles.quiet}>{t`Loading…`}</p>}
			{tokens?.length === 0 && <p className={styles.quiet}>{t`You have no API tokens.`}</p>}
			{tokens !== undefined && tokens.length > 0 && (
				<ul className={styles.list}>
					{tokens.map((token) => (
						<Entry key={token.id} token={token} onRevoke={() => choose(token)} />
					))}
				</ul>
			)}
			<Dialog
				role="alertdialog"
				title={t`Revoke this token?`}
				isOpen={chosen !== null}
				onClose={close}
				actions={
					<>
						<Button autoFocus onPress={close}>
							{t`Cancel`}
						</Button>
						<Button
							look="danger"
							onPress={() => {
								if (chosen !== null) {
									mutate(chosen.id);
								}
								close();
							}}
						>
							{t`Revoke`}
						</Button>
					</>
				}
			>
				<p>
					<bdi className={styles.name}>{chosen?.name}</bdi>
				</p>
				<p>{t`Scripts that use it are refused from then on.`}</p>
			</Dialog>
		</>
	);
}
