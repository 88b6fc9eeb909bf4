// What a priority is called.
import { useLingui } from "@lingui/react/macro";

export const PRIORITIES = [0, 1, 2, 3] as const;

export function usePriorityText(): (priority: number) => string {
	const { t } = useLingui();
	const texts = [t`None`, t`Low`, t`Medium`, t`High`];
	return (priority) => texts[priority] ?? "";
}
