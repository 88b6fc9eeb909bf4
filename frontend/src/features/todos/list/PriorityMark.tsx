// A todo's priority, as one to three strokes and in words for whoever does not see them.
import { useLingui } from "@lingui/react/macro";
import { usePriorityText } from "../usePriorityText.ts";
import styles from "./PriorityMark.module.css";

export function PriorityMark({ priority }: { priority: number }) {
	const { t } = useLingui();
	const text = usePriorityText()(priority);
	return (
		<span className={styles.mark} data-priority={priority} role="img" aria-label={t`Priority: ${text}`}>
			<i />
			<i />
			<i />
		</span>
	);
}
