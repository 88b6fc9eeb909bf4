// Plans: the requests that do something to todos, and those that undo it.
import type { Removal, Todo, Update } from "@/api/generated/types.gen.ts";
import { randomUuid } from "@/lib/uuid.ts";
import { CHANGES_MAX, changed, type Write } from "../outbox/writes.ts";
import type { Deed } from "./useChangeText.ts";
import type { Plan } from "./usePerform.ts";

type Step = { todo: Todo; change: Update | Removal; inverse: Update | Removal };

const OPPOSITE: Record<Deed, Deed> = {
	complete: "reopen",
	reopen: "complete",
	delete: "restore",
	restore: "delete",
	move: "move",
	change: "change",
};

function chunks<Item>(items: readonly Item[]): Item[][] {
	const count = Math.ceil(items.length / CHANGES_MAX);
	return Array.from({ length: count }, (_, index) => items.slice(index * CHANGES_MAX, (index + 1) * CHANGES_MAX));
}

function planOf(deed: Deed, steps: readonly Step[]): Plan {
	return {
		deed,
		todos: steps.map(({ todo }) => todo),
		writes: chunks(steps).map(
			(chunk): Write => ({ key: randomUuid(), kind: "changes", changes: chunk.map(({ change }) => change) }),
		),
		undo: () =>
			planOf(
				OPPOSITE[deed],
				steps.map(({ todo, change, inverse }) => ({ todo: changed(todo, change), change: inverse, inverse: change })),
			),
		again: (todos) => {
			const wanted = new Set(todos);
			return planOf(
				deed,
				steps.filter(({ todo }) => wanted.has(todo)),
			);
		},
	};
}

export function completion(todos: readonly Todo[], completed: boolean): Plan {
	const steps = todos.map((todo): Step => {
		const update = (value: boolean): Update => ({ op: "update", id: todo.id, completed: value });
		return { todo, change: update(completed), inverse: update(todo.completed) };
	});
	return planOf(completed ? "complete" : "reopen", steps);
}

export function removal(todos: readonly Todo[], op: "delete" | "restore"): Plan {
	const inverse = op === "delete" ? "restore" : "delete";
	const steps = todos.map(
		(todo): Step => ({ todo, change: { op, id: todo.id }, inverse: { op: inverse, id: todo.id } }),
	);
	return planOf(op, steps);
}

export type EditedFields = Partial<Pick<Todo, "title" | "description" | "priority" | "due">>;

/** Gives all of them the same values; undone, each gets its own back. */
export function edit(todos: readonly Todo[], fields: EditedFields): Plan {
	const names = Object.keys(fields) as (keyof EditedFields)[];
	const steps = todos.map(
		(todo): Step => ({
			todo,
			change: { op: "update", id: todo.id, ...fields },
			inverse: { op: "update", id: todo.id, ...Object.fromEntries(names.map((name) => [name, todo[name]])) },
		}),
	);
	return planOf("change", steps);
}
