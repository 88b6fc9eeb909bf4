// The drafts of this tab, by the todo's number. They outlive Esc, a reload and the end of the session; storage may be
// forbidden or full, then they live as long as the page.
import { useSyncExternalStore } from "react";
import type { Draft } from "./draft.ts";

const KEY = "tasklight.drafts";
const EMPTY: Draft = {};

type Drafts = Readonly<Record<string, Draft>>;

const listeners = new Set<() => void>();
let drafts: Drafts = stored();

function stored(): Drafts {
	try {
		const value: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
		return typeof value === "object" && value !== null ? (value as Drafts) : {};
	} catch {
		return {};
	}
}

function keep(next: Drafts): void {
	drafts = next;
	try {
		sessionStorage.setItem(KEY, JSON.stringify(next));
	} catch {
		// They are still in memory.
	}
	for (const listener of listeners) {
		listener();
	}
}

export function draftOf(id: number): Draft {
	return drafts[id] ?? EMPTY;
}

export function keepDraft(id: number, draft: Draft): void {
	const { [id]: _, ...others } = drafts;
	keep(Object.keys(draft).length === 0 ? others : { ...others, [id]: draft });
}

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

export function useDraft(id: number): Draft {
	return useSyncExternalStore(subscribe, () => draftOf(id));
}
