// What a field of a todo is called, and how its value reads.
import { useLingui } from "@lingui/react/macro";
import { useTimeZone } from "@/api/useProfile.ts";
import { formatDue } from "@/lib/dates.ts";
import { useLanguage } from "@/lib/i18n.ts";
import { usePriorityText } from "../usePriorityText.ts";
import type { Field, Fields } from "./draft.ts";

export function useFieldText() {
	const { t } = useLingui();
	const language = useLanguage();
	const zone = useTimeZone();
	const priorityText = usePriorityText();
	const names: Record<Field, string> = {
		title: t`Title`,
		due: t`Due`,
		priority: t`Priority`,
		description: t`Description`,
	};
	return {
		nameOf: (field: Field): string => names[field],
		textOf: (field: Field, todo: Fields): string => {
			switch (field) {
				case "title":
					return todo.title;
				case "description":
					return todo.description === "" ? t`Empty` : todo.description;
				case "priority":
					return priorityText(todo.priority);
				case "due":
					return todo.due === null ? t`None` : formatDue(todo.due, language, zone);
			}
		},
	};
}
