// Drags rows: by their handles, or by a finger that stayed on one, over the edge of what is seen too. A line shows the
// place where they would go; Esc lets everything stay.
import { type ReactNode, useCallback, useState } from "react";
import type { Todo } from "@/api/generated/types.gen.ts";
import { useLatest } from "@/lib/useLatest.ts";
import type { Target } from "../actions/moves.ts";
import styles from "./useRowDrag.module.css";

const EDGE_PX = 48;
const SCROLL_PX = 12;

type RowDrag = { selected: readonly Todo[]; onMove: (ids: ReadonlySet<number>, target: Target) => void };

type Place = { target: Target /** Pixels below the top of the list's frame. */; line: number };

function placeAt(grid: HTMLElement, y: number): Place | null {
	const area = grid.getBoundingClientRect();
	const frameTop = grid.parentElement?.getBoundingClientRect().top ?? area.top;
	const rows = [...grid.querySelectorAll<HTMLElement>('[role="row"][data-key]')]
		.map((row) => ({ id: Number(row.dataset.key), box: row.getBoundingClientRect() }))
		.filter(({ box }) => box.bottom > area.top && box.top < area.bottom)
		.sort((one, other) => one.box.top - other.box.top);
	const row = rows.find(({ box }) => y < box.bottom) ?? rows.at(-1);
	if (row === undefined) {
		return null;
	}
	const isBefore = y < (row.box.top + row.box.bottom) / 2;
	return {
		target: { id: row.id, side: isBefore ? "before" : "after" },
		line: (isBefore ? row.box.top : row.box.bottom) - frameTop,
	};
}

/** What was taken hold of in a row, and at which height. */
export type Grip = { held: HTMLElement; pointerId: number; clientY: number };

export function useRowDrag({ selected, onMove }: RowDrag): {
	line: ReactNode;
	start: (grip: Grip, todo: Todo) => void;
} {
	const [place, setPlace] = useState<Place | null>(null);
	const latest = useLatest({ selected, onMove });

	const start = useCallback(
		({ held, pointerId, clientY }: Grip, todo: Todo) => {
			const grid = held.closest<HTMLElement>('[role="grid"]');
			const row = held.closest<HTMLElement>('[role="row"]');
			if (grid === null) {
				return;
			}
			const ending = new AbortController();
			const { signal } = ending;
			let y = clientY;
			let wanted: Place | null = null;
			const look = () => {
				wanted = placeAt(grid, y);
				setPlace(wanted);
			};
			const scroll = () => {
				const { top, bottom } = grid.getBoundingClientRect();
				const by = y < top + EDGE_PX ? -SCROLL_PX : y > bottom - EDGE_PX ? SCROLL_PX : 0;
				if (by !== 0) {
					grid.scrollBy({ top: by });
					look();
				}
				if (!signal.aborted) {
					requestAnimationFrame(scroll);
				}
			};
			const end = () => {
				ending.abort();
				row?.removeAttribute("data-dragged");
				setPlace(null);
			};
			const drop = () => {
				end();
				if (wanted !== null) {
					const { selected: others, onMove: move } = latest.current;
					const dragged = others.includes(todo) ? others : [todo];
					move(new Set(dragged.map(({ id }) => id)), wanted.target);
				}
			};
			const onMoved = (moved: globalThis.PointerEvent) => {
				y = moved.clientY;
				look();
			};
			held.setPointerCapture(pointerId);
			row?.setAttribute("data-dragged", "");
			addEventListener("pointermove", onMoved, { signal });
			addEventListener("pointerup", drop, { signal });
			addEventListener("pointercancel", end, { signal });
			addEventListener("keydown", ({ code }) => code === "Escape" && end(), { signal, capture: true });
			requestAnimationFrame(scroll);
		},
		[latest],
	);

	return { start, line: place && <div className={styles.line} style={{ insetBlockStart: place.line }} /> };
}
