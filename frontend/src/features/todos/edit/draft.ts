// What somebody has changed in a todo and not yet saved: by field, the value that was there when the change began and the
// one that is wanted. So what others change meanwhile is neither hidden nor overwritten.
import type { Todo } from "@/api/generated/types.gen.ts";

/** In the order in which the form shows them. */
export const FIELDS = ["title", "due", "priority", "description"] as const;

export type Field = (typeof FIELDS)[number];

export type Fields = Pick<Todo, Field>;

export type Draft = { [F in Field]?: { from: Fields[F]; to: Fields[F] } };

export type FieldChange = { [F in Field]: { field: F; value: Fields[F] } }[Field];

export function changed(draft: Draft, todo: Fields, { field, value }: FieldChange): Draft {
	const from = draft[field]?.from ?? todo[field];
	const { [field]: _, ...others } = draft;
	return value === from ? others : { ...others, [field]: { from, to: value } };
}

/** The todo as it would be with the draft. */
export function drafted<T extends Fields>(todo: T, draft: Draft): T {
	return { ...todo, ...pendingChanges(draft, todo) };
}

/** What would have to be sent. */
export function pendingChanges(draft: Draft, todo: Fields): Partial<Fields> {
	const pending = FIELDS.flatMap((field) => {
		const entry = draft[field];
		return entry !== undefined && entry.to !== todo[field] ? [[field, entry.to] as const] : [];
	});
	return Object.fromEntries(pending);
}

/** The fields that somebody else has changed too, to something else. */
export function conflicts(draft: Draft, todo: Fields): Field[] {
	return FIELDS.filter((field) => {
		const entry = draft[field];
		return entry !== undefined && todo[field] !== entry.from && todo[field] !== entry.to;
	});
}

/** The draft after a choice for each conflict: mine goes on from what is there now, theirs is no change any more. */
export function resolved(draft: Draft, todo: Fields, mine: readonly Field[]): Draft {
	return conflicts(draft, todo).reduce<Draft>((rest, field) => {
		const { [field]: entry, ...others } = rest;
		return mine.includes(field) && entry ? { ...others, [field]: { from: todo[field], to: entry.to } } : others;
	}, draft);
}

/** The draft without what has been saved; what was typed meanwhile stays, and goes on from there. */
export function withoutSaved(draft: Draft, saved: Fields, changes: Partial<Fields>): Draft {
	return FIELDS.reduce<Draft>((rest, field) => {
		const { [field]: entry, ...others } = rest;
		if (entry === undefined || !(field in changes)) {
			return rest;
		}
		return entry.to === changes[field] ? others : { ...others, [field]: { from: saved[field], to: entry.to } };
	}, draft);
}
