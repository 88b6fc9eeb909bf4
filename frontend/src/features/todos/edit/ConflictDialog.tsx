// Somebody else has changed the same fields meanwhile: both values of each, and a choice. Nothing is lost by closing it.
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { Todo } from "@/api/generated/types.gen.ts";
import { Button } from "@/ui/Button.tsx";
import { Dialog } from "@/ui/Dialog.tsx";
import styles from "./ConflictDialog.module.css";
import { conflicts, type Draft, drafted, type Field } from "./draft.ts";
import { useFieldText } from "./useFieldText.ts";

type ConflictDialogProps = {
	draft: Draft;
	current: Todo;
	onResolve: (mine: readonly Field[]) => void;
	onClose: () => void;
};

type Side = "mine" | "theirs";

export function ConflictDialog({ draft, current, onResolve, onClose }: ConflictDialogProps) {
	const { t } = useLingui();
	const { nameOf, textOf } = useFieldText();
	const fields = conflicts(draft, current);
	const [theirs, setTheirs] = useState<readonly Field[]>([]);
	const mineIsThere = Object.fromEntries(fields.map((field) => [field, draft[field]?.to]));
	const sides = [
		{ side: "mine", label: t`Yours`, todo: { ...drafted(current, draft), ...mineIsThere } },
		{ side: "theirs", label: t`Theirs`, todo: current },
	] as const;
	const choose = (field: Field, side: Side) =>
		setTheirs((chosen) => [...chosen.filter((other) => other !== field), ...(side === "theirs" ? [field] : [])]);

	return (
		<Dialog
			title={t`Changed by somebody else`}
			isOpen
			onClose={onClose}
			actions={
				<>
					<Button onPress={onClose}>{t`Keep editing`}</Button>
					<Button look="primary" onPress={() => onResolve(fields.filter((field) => !theirs.includes(field)))}>
						{t`Save the choice`}
					</Button>
				</>
			}
		>
			<p>{t`This todo was changed while you were editing it. Choose what to keep; all other fields stay as they are.`}</p>
			{fields.map((field) => (
				<fieldset key={field} className={styles.field}>
					<legend className={styles.name}>{nameOf(field)}</legend>
					{sides.map(({ side, label, todo }) => (
						<label key={side} className={styles.choice}>
							<input
								type="radio"
								name={field}
								checked={theirs.includes(field) === (side === "theirs")}
								onChange={() => choose(field, side)}
							/>
							<span>
								<span className={styles.side}>{label}</span>
								<bdi className={styles.value}>{textOf(field, todo)}</bdi>
							</span>
						</label>
					))}
				</fieldset>
			))}
		</Dialog>
	);
}
