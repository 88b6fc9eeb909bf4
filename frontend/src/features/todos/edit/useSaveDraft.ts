// Saves the draft of a todo. What somebody else has changed meanwhile is kept; where both changed the same field, the
// caller asks (`conflict`) and answers with `resolve`.
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { Todo } from "@/api/generated/types.gen.ts";
import { asProblem, type Problem } from "@/api/problem.ts";
import { useTodoActions } from "../actions/useTodoActions.ts";
import { offerUndo } from "../undo/undo.ts";
import { conflicts, type Field, type Fields, pendingChanges, resolved, withoutSaved } from "./draft.ts";
import { draftOf, keepDraft } from "./draftStore.ts";
import { currentOf, usePatchTodo } from "./usePatchTodo.ts";

type SaveDraft = {
	save: (todo: Todo) => void;
	isSaving: boolean;
	/** Why the last one was not saved; its draft is kept. */
	problem: Problem | null;
	/** The todo as it is now, while the choice between mine and theirs is open. */
	conflict: Todo | null;
	resolve: (mine: readonly Field[]) => void;
	postpone: () => void;
};

function pick(todo: Todo, fields: Partial<Fields>): Partial<Fields> {
	return Object.fromEntries(Object.keys(fields).map((field) => [field, todo[field as Field]]));
}

export function useSaveDraft(onRefuse?: (problem: Problem, todo: Todo) => void): SaveDraft {
	const { t } = useLingui();
	const [conflict, setConflict] = useState<Todo | null>(null);
	const { edit } = useTodoActions();
	const { mutateAsync, isPending, error } = usePatchTodo();

	const save = async (todo: Todo): Promise<void> => {
		const { id } = todo;
		const changes = pendingChanges(draftOf(id), todo);
		if (conflicts(draftOf(id), todo).length > 0) {
			setConflict(todo);
			return;
		}
		if (Object.keys(changes).length === 0) {
			keepDraft(id, {});
			return;
		}
		try {
			const saved = await mutateAsync({ todo, changes });
			keepDraft(id, withoutSaved(draftOf(id), saved, changes));
			const undo = () => edit([saved], pick(todo, changes));
			offerUndo({ message: t`Saved: ${saved.title}`, label: t`Undo`, undo });
		} catch (failure) {
			const problem = asProblem(failure);
			const theirs = currentOf(problem);
			if (theirs === undefined || theirs.version === todo.version) {
				onRefuse?.(problem, todo);
			} else {
				await save(theirs);
			}
		}
	};

	return {
		save: (todo) => void save(todo),
		isSaving: isPending,
		problem: error?.status === 412 ? null : error,
		conflict,
		resolve: (mine) => {
			if (conflict !== null) {
				setConflict(null);
				keepDraft(conflict.id, resolved(draftOf(conflict.id), conflict, mine));
				void save(conflict);
			}
		},
		postpone: () => setConflict(null),
	};
}
