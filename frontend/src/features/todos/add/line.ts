// What is being written in the line for a new todo: kept while other views are looked at, and over a reload.
import { useSyncExternalStore } from "react";

const KEY = "tasklight.line";
const listeners = new Set<() => void>();

function kept(): string {
	try {
		return sessionStorage.getItem(KEY) ?? "";
	} catch {
		return "";
	}
}

let text = kept();

export function writeInLine(next: string): void {
	text = next;
	try {
		sessionStorage.setItem(KEY, next);
	} catch {
		// It lasts until the page is left.
	}
	for (const listener of listeners) {
		listener();
	}
}

export function lineText(): string {
	return text;
}

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

export function useLineText(): string {
	return useSyncExternalStore(subscribe, lineText);
}
