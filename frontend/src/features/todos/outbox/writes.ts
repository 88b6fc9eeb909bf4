// What can be asked of the server about todos, how a todo looks once it has been done, and the request that asks for it.
import { changeTodos, moveTodo } from "@/api/generated/sdk.gen.ts";
import type { ChangeResult, Creation, Place, Removal, Todo, Update } from "@/api/generated/types.gen.ts";

export type Change = Creation | Update | Removal;

/** `shownAt` is a position between the neighbours, until the server says which one it is. */
export type Move = { id: number; place: Place; shownAt: string };

/** One request, or moves one after the other. Sent again with the same key it is done once. */
export type Write = { key: string } & (
	| { kind: "changes"; changes: readonly Change[] }
	| { kind: "moves"; moves: readonly Move[] }
);

/** How many changes the server takes in one request. */
export const CHANGES_MAX = 500;

export function changed(todo: Todo, change: Update | Removal): Todo {
	const now = new Date().toISOString();
	switch (change.op) {
		case "delete":
			return { ...todo, deleted_at: now };
		case "restore":
			return { ...todo, deleted_at: null };
		case "update": {
			const completed = change.completed ?? todo.completed;
			return {
				...todo,
				title: change.title ?? todo.title,
				description: change.description ?? (change.description === null ? "" : todo.description),
				priority: change.priority ?? todo.priority,
				due: change.due === undefined ? todo.due : change.due,
				completed,
				completed_at: completed ? (todo.completed_at ?? now) : null,
			};
		}
	}
}

/** The todo as it will be when the write has been done. */
export function afterWrite(todo: Todo, write: Write): Todo {
	if (write.kind === "moves") {
		const move = write.moves.findLast(({ id }) => id === todo.id);
		return move === undefined ? todo : { ...todo, position: move.shownAt };
	}
	return write.changes.reduce(
		(before, change) => (change.op !== "create" && change.id === todo.id ? changed(before, change) : before),
		todo,
	);
}

export function idsOf(write: Write): number[] {
	return write.kind === "moves"
		? write.moves.map(({ id }) => id)
		: write.changes.flatMap((change) => (change.op === "create" ? [] : [change.id]));
}

export async function sendWrite(write: Write): Promise<ChangeResult[]> {
	if (write.kind === "changes") {
		const { data } = await changeTodos({
			body: { changes: [...write.changes] },
			headers: { "Idempotency-Key": write.key },
		});
		return data;
	}
	const results: ChangeResult[] = [];
	for (const { id, place } of write.moves) {
		const { data } = await moveTodo({ path: { id }, body: place });
		results.push({ status: 200, todo: data });
	}
	return results;
}
