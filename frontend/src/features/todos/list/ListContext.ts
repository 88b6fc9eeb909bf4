// What the rows of a list share: they are drawn once and read the rest from here.
import { createContext, type PointerEvent, useContext } from "react";
import type { Todo } from "@/api/generated/types.gen.ts";

export type ListShared = {
	/** Rows can be dragged to another place. */
	isOrdered: boolean;
	/** Some rows are selected: the boxes are seen everywhere. */
	isSelecting: boolean;
	startDrag: (event: PointerEvent<HTMLElement>, todo: Todo) => void;
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
