// Keyboard shortcuts by the key's place (`event.code`), so that they are the same on every layout.
import { useEffect } from "react";
import { useLatest } from "./useLatest.ts";

export type Shortcut = {
	code: string;
	ctrl?: boolean;
	alt?: boolean /** Also while somebody types. */;
	always?: boolean;
};

const TYPED_INTO = "input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]";

export function isTyping(target: EventTarget | null): boolean {
	return target instanceof Element && target.closest(TYPED_INTO) !== null;
}

export function isShortcut(
	event: KeyboardEvent,
	{ code, ctrl = false, alt = false, always = false }: Shortcut,
): boolean {
	return (
		event.code === code &&
		(event.ctrlKey || event.metaKey) === ctrl &&
		event.altKey === alt &&
		!event.shiftKey &&
		!event.isComposing &&
		(always || !isTyping(event.target))
	);
}

export function useShortcut(shortcut: Shortcut, run: () => void): void {
	const latest = useLatest({ shortcut, run });
	useEffect(() => {
		// Before anything on the page takes the key for itself.
		const onKeyDown = (event: KeyboardEvent) => {
			if (isShortcut(event, latest.current.shortcut)) {
				event.preventDefault();
				latest.current.run();
			}
		};
		document.addEventListener("keydown", onKeyDown, { capture: true });
		return () => document.removeEventListener("keydown", onKeyDown, { capture: true });
	}, [latest]);
}
