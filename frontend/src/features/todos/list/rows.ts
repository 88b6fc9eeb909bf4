// What the rows of a list share: which one is open or written in, and what can be done with them. A context, since only
// the rows that are seen follow its changes.
import { createContext, useContext } from "react";
import type { Todo } from "@/api/generated/types.gen.ts";

export type Rows = {
	zone: string;
	/** In the trash nothing can be changed. */
	isFixed: boolean;
	/** Their day stands above them. */
	isByDay: boolean;
	openId: number | undefined;
	editedId: number | null;
	onToggle: (todo: Todo) => void;
	onEdit: (id: number) => void;
	onEdited: (todo: Todo, isToBeSaved: boolean) => void;
};

const RowsContext = createContext<Rows | null>(null);

export const RowsProvider = RowsContext.Provider;

export function useRows(): Rows {
	const rows = useContext(RowsContext);
	if (rows === null) {
		throw new Error("a row outside of a list");
	}
	return rows;
}

/** Gives the focus back to a todo's row, when nothing else has got it meanwhile. */
export function focusRow(id: number): void {
	requestAnimationFrame(() => {
		if (document.activeElement === null || document.activeElement === document.body) {
			document.querySelector<HTMLElement>(`[role=row][data-key="${id}"]`)?.focus();
		}
	});
}
