// A change of a todo in words: what it was, and for short values from what to what.
import { useLingui } from "@lingui/react/macro";
import type { HistoryEntry } from "@/api/generated/types.gen.ts";
import { useTimeZone } from "@/api/useProfile.ts";
import { formatDue } from "@/lib/dates.ts";
import { useLanguage } from "@/lib/i18n.ts";
import { usePriorityText } from "../usePriorityText.ts";

/** The value before and after, by field. */
type Changes = Readonly<Record<string, readonly unknown[] | undefined>>;

export type ChangeLine = { name: string; from?: string; to?: string };

export function useHistoryText(): (entry: HistoryEntry) => ChangeLine[] {
	const { t } = useLingui();
	const language = useLanguage();
	const zone = useTimeZone();
	const priorityText = usePriorityText();
	const dueText = (due: unknown) => (typeof due === "string" ? formatDue(due, language, zone) : t`None`);

	return ({ change }) => {
		const changes: Changes = change;
		const { title, description, completed, priority, due, position, deleted_at } = changes;
		const lines: (ChangeLine | undefined)[] = [
			title && { name: t`Title`, from: String(title[0]), to: String(title[1]) },
			description && { name: t`Description changed` },
			completed && { name: completed[1] === true ? t`Completed` : t`Opened again` },
			priority && { name: t`Priority`, from: priorityText(Number(priority[0])), to: priorityText(Number(priority[1])) },
			due && { name: t`Due`, from: dueText(due[0]), to: dueText(due[1]) },
			deleted_at && { name: deleted_at[1] === null ? t`Restored` : t`Put into the trash` },
			position && deleted_at === undefined ? { name: t`Moved` } : undefined,
		];
		const found = lines.filter((line) => line !== undefined);
		return found.length === 0 ? [{ name: t`Created` }] : found;
	};
}
