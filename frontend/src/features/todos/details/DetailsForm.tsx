// The fields of a todo to change. Until they are saved they are a draft; a refusal stands beside its field, the first one
// gets the focus.
import { useLingui } from "@lingui/react/macro";
import { type FormEvent, type KeyboardEvent, lazy, Suspense } from "react";
import type { Todo } from "@/api/generated/types.gen.ts";
import { useProblemText } from "@/api/useProblemText.ts";
import { Banner } from "@/ui/Banner.tsx";
import { Button } from "@/ui/Button.tsx";
import { Select } from "@/ui/Select.tsx";
import { TextField } from "@/ui/TextField.tsx";
import { changed, drafted, type FieldChange, pendingChanges } from "../edit/draft.ts";
import { draftOf, keepDraft, useDraft } from "../edit/draftStore.ts";
import { useSaveDraft } from "../edit/useSaveDraft.ts";
import { offerUndo } from "../undo/undo.ts";
import { PRIORITIES, usePriorityText } from "../usePriorityText.ts";
import { DescriptionField } from "./DescriptionField.tsx";
import { DueField } from "./DueField.tsx";
import styles from "./TodoDetails.module.css";
import { useFieldErrors } from "./useFieldErrors.ts";

const ConflictDialog = lazy(async () => ({ default: (await import("../edit/ConflictDialog.tsx")).ConflictDialog }));

const TITLE_MAX = 255;

export function DetailsForm({ todo, isFixed }: { todo: Todo; isFixed: boolean }) {
	const { t } = useLingui();
	const problemText = useProblemText();
	const priorityText = usePriorityText();
	const draft = useDraft(todo.id);
	const { save, isSaving, problem, conflict, resolve, postpone } = useSaveDraft();
	const { form, errorOf, clear } = useFieldErrors(problem);
	const shown = drafted(todo, draft);
	const isChanged = Object.keys(pendingChanges(draft, todo)).length > 0;

	const change = (field: FieldChange) => {
		clear(field.field);
		keepDraft(todo.id, changed(draftOf(todo.id), todo, field));
	};
	const discard = () => {
		keepDraft(todo.id, {});
		const undo = () => keepDraft(todo.id, draft);
		offerUndo({ message: t`Changes discarded`, label: t`Undo`, undo });
	};
	const onSubmit = (event: FormEvent) => {
		event.preventDefault();
		save(todo);
	};
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
			event.preventDefault();
			save(todo);
		}
	};

	return (
		<form ref={form} noValidate onSubmit={onSubmit} onKeyDownCapture={onKeyDown} className={styles.form}>
			{problem !== null && problem.fields.length === 0 && (
				<Banner action={problem.passing && <Button type="submit">{t`Try again`}</Button>}>
					{problemText(problem)}
				</Banner>
			)}
			<div data-field="title">
				<TextField
					label={t`Title`}
					dir="auto"
					value={shown.title}
					onChange={(value) => change({ field: "title", value })}
					maxLength={TITLE_MAX}
					isDisabled={isFixed}
					autoComplete="off"
					error={errorOf("title")}
				/>
			</div>
			<div data-field="due">
				<DueField
					value={shown.due}
					onChange={(value) => change({ field: "due", value })}
					isDisabled={isFixed}
					error={errorOf("due")}
				/>
			</div>
			<div data-field="priority">
				<Select
					label={t`Priority`}
					value={String(shown.priority)}
					options={PRIORITIES.map((value) => ({ value: String(value), label: priorityText(value) }))}
					onChange={(value) => change({ field: "priority", value: Number(value) })}
					isDisabled={isFixed}
					error={errorOf("priority")}
				/>
			</div>
			<div data-field="description">
				<DescriptionField
					value={shown.description}
					onChange={(value) => change({ field: "description", value })}
					isDisabled={isFixed}
					error={errorOf("description")}
				/>
			</div>
			{isChanged && (
				<div className={styles.bar}>
					<span className={styles.unsaved}>{t`Not saved yet`}</span>
					<Button onPress={discard}>{t`Discard`}</Button>
					<Button type="submit" look="primary" isPending={isSaving}>{t`Save`}</Button>
				</div>
			)}
			{conflict !== null && (
				<Suspense>
					<ConflictDialog draft={draft} current={conflict} onResolve={resolve} onClose={postpone} />
				</Suspense>
			)}
		</form>
	);
}
