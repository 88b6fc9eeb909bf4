// The plan that gives todos another place in the user's order: together, in the order that they have, beside another one.
import type { Place, Todo } from "@/api/generated/types.gen.ts";
import { randomUuid } from "@/lib/uuid.ts";
import type { Move } from "../outbox/writes.ts";
import type { Plan } from "./usePerform.ts";

export type Target = { id: number; side: "before" | "after" };

function plan(todos: readonly Todo[], moves: readonly Move[], undo: () => Plan): Plan {
	const again = (some: readonly Todo[]) => {
		const ids = new Set(some.map(({ id }) => id));
		return plan(
			some,
			moves.filter(({ id }) => ids.has(id)),
			undo,
		);
	};
	return { deed: "move", todos, writes: [{ key: randomUuid(), kind: "moves", moves }], undo, again };
}

/** Right behind `previous`: "!" comes before every letter and digit of a position. */
function shownBehind(previous: Todo | undefined, index: number): string {
	return `${previous?.position ?? ""}!${String(index).padStart(5, "0")}`;
}

/** Each back to where it stood in `order`, from the first to the last, so that its neighbour is there already. */
function wayBack(order: readonly Todo[], todos: readonly Todo[]): Move[] {
	return todos.map((todo) => {
		const previous = order[order.indexOf(todo) - 1];
		return { id: todo.id, place: previous === undefined ? {} : { after: previous.id }, shownAt: todo.position };
	});
}

/** Null when nothing would change. `order` is the whole order, of which the list on the screen may be a part. */
export function movement(order: readonly Todo[], ids: ReadonlySet<number>, target: Target): Plan | null {
	const todos = order.filter(({ id }) => ids.has(id));
	const rest = order.filter(({ id }) => !ids.has(id));
	const beside = rest.findIndex(({ id }) => id === target.id);
	if (todos.length === 0 || beside < 0) {
		return null;
	}
	const previous = rest[target.side === "after" ? beside : beside - 1];
	const first: Place = target.side === "after" ? { after: target.id } : { before: target.id };
	const moves = todos.map(
		({ id }, index): Move => ({
			id,
			place: todos[index - 1] === undefined ? first : { after: todos[index - 1]?.id as number },
			shownAt: shownBehind(previous, index),
		}),
	);
	const back = wayBack(order, todos);
	const forth = () => plan(todos, moves, undo);
	const undo = () => plan(todos, back, forth);
	return forth();
}

/** One step towards the beginning or the end of the list on the screen; null at its end. */
export function step(order: readonly Todo[], shown: readonly Todo[], id: number, by: -1 | 1): Plan | null {
	const ids = new Set(shown.map((todo) => todo.id));
	const now = order.filter((todo) => ids.has(todo.id));
	const neighbour = now[now.findIndex((todo) => todo.id === id) + by];
	return neighbour === undefined
		? null
		: movement(order, new Set([id]), { id: neighbour.id, side: by < 0 ? "before" : "after" });
}
