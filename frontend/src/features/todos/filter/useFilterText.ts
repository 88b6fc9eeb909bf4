// What the filters and orders of a list are called.
import { useLingui } from "@lingui/react/macro";
import type { DueFilter, Sort, Status } from "../views.ts";

export function useFilterText() {
	const { t } = useLingui();
	const statusText: Record<Status, string> = { open: t`To do`, completed: t`Done`, all: t`Both` };
	const dueText: Record<DueFilter, string> = { overdue: t`Overdue`, dated: t`With a date`, undated: t`Without a date` };
	const sortText: Record<Sort, string> = {
		position: t`My order`,
		newest: t`Newest`,
		due: t`Due date`,
		priority: t`Priority`,
		updated: t`Last changed`,
	};
	return { statusText, dueText, sortText };
}
