// What this tab keeps of its user over a reload, to be followed by useSyncExternalStore: until the session ends. Storage
// may be forbidden or full: then it lasts as long as the page.
import { onForgetUser } from "./preferences.ts";

export type TabStore<Value> = {
	read: () => Value;
	write: (next: Value) => void;
	subscribe: (listener: () => void) => () => void;
};

function stored<Value>(key: string, empty: Value): Value {
	try {
		const text = sessionStorage.getItem(key);
		return text === null ? empty : (JSON.parse(text) as Value);
	} catch {
		return empty;
	}
}

export function tabStore<Value>(name: string, empty: Value): TabStore<Value> {
	const key = `tasklight.${name}`;
	const listeners = new Set<() => void>();
	let value = stored(key, empty);

	const show = (next: Value) => {
		value = next;
		for (const listener of listeners) {
			listener();
		}
	};
	onForgetUser(() => show(empty));

	return {
		read: () => value,
		write: (next) => {
			try {
				sessionStorage.setItem(key, JSON.stringify(next));
			} catch {
				// It is still in memory.
			}
			show(next);
		},
		subscribe: (listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}
