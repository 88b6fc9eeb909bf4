// Shows a new API token, this once, with a button that copies it.
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "@/ui/Button.tsx";
import { Dialog } from "@/ui/Dialog.tsx";
import styles from "./Section.module.css";

// Not where the page came over plain HTTP from another machine: there the token is marked and copied by hand.
const CAN_COPY = "clipboard" in navigator;

export function NewTokenDialog({ token, onClose }: { token: string | undefined; onClose: () => void }) {
	const { t } = useLingui();
	const [copied, setCopied] = useState<string | undefined>();
	const isCopied = token !== undefined && copied === token;
	return (
		<Dialog
			role="alertdialog"
			title={t`Your new token`}
			isOpen={token !== undefined}
			onClose={onClose}
			actions={
				<>
					{CAN_COPY && (
						<Button
							look="primary"
							onPress={() => void navigator.clipboard.writeText(token ?? "").then(() => setCopied(token))}
						>
							{isCopied ? t`Copied` : t`Copy`}
						</Button>
					)}
					<Button onPress={onClose}>{t`Close`}</Button>
				</>
			}
		>
			<p>{t`Keep it where only you can read it: it is not shown again.`}</p>
			<code dir="ltr" className={styles.secret}>
				{token}
			</code>
			<span role="status" className="visually-hidden">
				{isCopied ? t`Copied` : ""}
			</span>
		</Dialog>
	);
}
