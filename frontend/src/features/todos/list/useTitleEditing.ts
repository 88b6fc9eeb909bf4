// Which title of a list is written in, and what becomes of it: a refusal says why and leads back into the line.
import { useLingui } from "@lingui/react/macro";
import { useCallback, useState } from "react";
import type { Todo } from "@/api/generated/types.gen.ts";
import { useFieldErrorText, useProblemText } from "@/api/useProblemText.ts";
import { addToast } from "@/ui/toasts.ts";
import { useSaveDraft } from "../edit/useSaveDraft.ts";
import { focusRow } from "./rows.ts";

export function useTitleEditing() {
	const { t } = useLingui();
	const [editedId, setEditedId] = useState<number | null>(null);
	const problemText = useProblemText();
	const fieldErrorText = useFieldErrorText();
	const { save, conflict, resolve, postpone } = useSaveDraft((problem, { id }) => {
		const [error] = problem.fields;
		const message = error === undefined ? problemText(problem) : fieldErrorText(error);
		addToast({ message, action: { label: t`Edit again`, run: () => setEditedId(id) } });
	});
	const onEdited = useCallback(
		(todo: Todo, isToBeSaved: boolean) => {
			setEditedId(null);
			focusRow(todo.id);
			if (isToBeSaved) {
				save(todo);
			}
		},
		[save],
	);
	return { editedId, onEdit: setEditedId, onEdited, conflict, resolve, postpone };
}
