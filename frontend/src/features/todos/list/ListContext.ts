// What the rows of a list share: they are drawn once and read the rest from here.
import { createContext, useContext } from "react";
import type { Todo } from "@/api/generated/types.gen.ts";
import type { Grip } from "../reorder/useRowDrag.tsx";

export type ListShared = {
	/** Rows can be dragged to another place. */
	isOrdered: boolean;
	/** Some rows are selected: the boxes are seen everywhere. */
	isSelecting: boolean;
	startDrag: (grip: Grip, todo: Todo) => void;
	openMenu: (todo: Todo, button: HTMLElement) => void;
	restore: (todo: Todo) => void;
};

export const ListContext = createContext<ListShared>({
	isOrdered: false,
	isSelecting: false,
	startDrag: () => undefined,
	openMenu: () => undefined,
	restore: () => undefined,
});

export function useListShared(): ListShared {
	return useContext(ListContext);
}
