// One change of a todo: when, what from and to what, and the way back.
import { useLingui } from "@lingui/react/macro";
import type { HistoryEntry } from "@/api/generated/types.gen.ts";
import { useTimeZone } from "@/api/useProfile.ts";
import { formatMoment } from "@/lib/dates.ts";
import { useLanguage } from "@/lib/i18n.ts";
import { Button } from "@/ui/Button.tsx";
import styles from "./History.module.css";
import { useHistoryText } from "./useHistoryText.ts";

const REVERTIBLE = ["title", "description", "completed", "priority", "due"] as const;

type HistoryItemProps = { entry: HistoryEntry; isFixed: boolean; onRevert: () => void };

export function HistoryItem({ entry, isFixed, onRevert }: HistoryItemProps) {
	const { t } = useLingui();
	const language = useLanguage();
	const at = formatMoment(entry.at, language, useTimeZone());
	const lines = useHistoryText()(entry);
	const canRevert = REVERTIBLE.some((field) => entry.change[field] !== undefined);
	return (
		<li className={styles.item}>
			<div className={styles.change}>
				<time dateTime={entry.at} className={styles.at}>
					{at}
				</time>
				{lines.map(({ name, from, to }) => (
					<p key={name}>
						{name}
						{to !== undefined && (
							<>
								{": "}
								<del className={styles.from}>
									<bdi>{from}</bdi>
								</del>{" "}
								<ins className={styles.to}>
									<bdi>{to}</bdi>
								</ins>
							</>
						)}
					</p>
				))}
			</div>
			{canRevert && (
				<Button look="quiet" isDisabled={isFixed} onPress={onRevert} aria-label={t`Take back the change of ${at}`}>
					{t`Take back`}
				</Button>
			)}
		</li>
	);
}
