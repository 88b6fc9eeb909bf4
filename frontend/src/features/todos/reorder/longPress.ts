// A finger that stays on a row takes it up. From then on the touch is the caller's: it neither scrolls, selects text,
// opens a menu nor clicks.
import type { PointerEvent as ReactPointerEvent } from "react";

const HOLD_MS = 400;
const SLOP_PX = 10;
/** Within this time after a touch comes the click that a browser makes of it. */
const CLICK_MS = 50;

export function onLongPress(down: ReactPointerEvent<HTMLElement>, begin: (held: HTMLElement) => void): void {
	const { currentTarget: element, pointerId, clientX, clientY } = down;
	const waiting = new AbortController();
	const touching = new AbortController();
	let isHeld = false;

	const timer = setTimeout(() => {
		isHeld = true;
		waiting.abort();
		// The row must not take it for a press.
		element.dispatchEvent(new PointerEvent("pointercancel", { bubbles: true, pointerId }));
		begin(element);
	}, HOLD_MS);
	const giveUp = ({ pointerId: id, type, clientX: x, clientY: y }: PointerEvent) => {
		const isStaying = type === "pointermove" && Math.hypot(x - clientX, y - clientY) <= SLOP_PX;
		if (id === pointerId && !isStaying) {
			clearTimeout(timer);
			waiting.abort();
			touching.abort();
		}
	};
	// The row does not capture its pointer: a quick finger is above another one at its first move.
	for (const type of ["pointermove", "pointerup", "pointercancel"] as const) {
		addEventListener(type, giveUp, { capture: true, signal: waiting.signal });
	}

	const { signal } = touching;
	// Now, not when it is held: a browser waits only for listeners that were there when the finger came down.
	element.addEventListener("touchmove", (event) => isHeld && event.preventDefault(), { passive: false, signal });
	element.addEventListener("contextmenu", (event) => event.preventDefault(), { signal });
	const swallow = (event: Event) => {
		if (isHeld) {
			event.stopPropagation();
			event.preventDefault();
		}
	};
	addEventListener("click", swallow, { capture: true, signal });
	const end = () => setTimeout(() => touching.abort(), CLICK_MS);
	element.addEventListener("touchend", end, { signal });
	element.addEventListener("touchcancel", end, { signal });
}
