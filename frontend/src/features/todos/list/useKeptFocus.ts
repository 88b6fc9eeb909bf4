// When the row that has the focus goes away, the focus goes to the row that takes its place, or to the heading of an
// empty list: never to nowhere.
import { useEffect, useRef } from "react";
import type { Todo } from "@/api/generated/types.gen.ts";
import { PAGE_TITLE_ID } from "@/ui/PageTitle.tsx";

const FRAMES = 3;

export function idOfRow(target: EventTarget | null): number | null {
	const key = target instanceof Element ? target.closest<HTMLElement>("[data-key]")?.dataset.key : undefined;
	return key === undefined ? null : Number(key);
}

export function rowOf(id: number): HTMLElement | null {
	return document.querySelector<HTMLElement>(`[role="grid"] [data-key="${id}"]`);
}

/** Once whoever closes has given the focus back: if that was nowhere, the element gets it. */
export function focusIfLost(element: () => HTMLElement | null): () => void {
	let frames = 0;
	let frame = requestAnimationFrame(function look() {
		if (++frames < FRAMES) {
			frame = requestAnimationFrame(look);
		} else if (document.activeElement === document.body) {
			(element() ?? document.getElementById(PAGE_TITLE_ID))?.focus();
		}
	});
	return () => cancelAnimationFrame(frame);
}

export type KeptFocus = {
	/** The todo whose row had the focus last, if it is still there. */
	current: () => Todo | undefined;
	onFocus: (event: FocusEvent) => void;
};

export function useKeptFocus(todos: readonly Todo[]): KeptFocus {
	const focused = useRef<{ id: number; index: number } | null>(null);
	const shown = useRef(todos);

	useEffect(() => {
		const isEmptied = shown.current.length > 0 && todos.length === 0;
		shown.current = todos;
		const last = focused.current;
		if (last === null) {
			// A button that acts on the whole list goes with it.
			return isEmptied ? focusIfLost(() => null) : undefined;
		}
		const index = todos.findIndex(({ id }) => id === last.id);
		if (index >= 0) {
			focused.current = { id: last.id, index };
			return undefined;
		}
		const next = todos[Math.min(last.index, todos.length - 1)];
		return focusIfLost(() => (next === undefined ? null : rowOf(next.id)));
	}, [todos]);

	return {
		current: () => shown.current.find(({ id }) => id === focused.current?.id),
		onFocus: ({ target }) => {
			const id = idOfRow(target);
			const index = shown.current.findIndex((todo) => todo.id === id);
			focused.current = id === null || index < 0 ? focused.current : { id, index };
		},
	};
}
