// The drafts of this tab, by the todo's number. They outlive Esc and a reload.
import { useSyncExternalStore } from "react";
import { tabStore } from "@/lib/tabStore.ts";
import type { Draft } from "./draft.ts";

const EMPTY: Draft = {};

const drafts = tabStore<Readonly<Record<string, Draft>>>("drafts", {});

export function draftOf(id: number): Draft {
	return drafts.read()[id] ?? EMPTY;
}

export function keepDraft(id: number, draft: Draft): void {
	const { [id]: _, ...others } = drafts.read();
	drafts.write(Object.keys(draft).length === 0 ? others : { ...others, [id]: draft });
}

export function useDraft(id: number): Draft {
	return useSyncExternalStore(drafts.subscribe, () => draftOf(id));
}
