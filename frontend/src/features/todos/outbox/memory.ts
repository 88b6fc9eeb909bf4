// Where a tab's unconfirmed writes outlive a reload: in this browser, under a name of the tab's own. What a tab has left
// behind is taken over by another one as soon as the first is gone, which its lock tells.
import { withLock } from "@/lib/locks.ts";
import { randomUuid } from "@/lib/uuid.ts";
import type { Write } from "./writes.ts";

const PREFIX = "tasklight.outbox.";
const own = PREFIX + randomUuid();

/** Whether the last attempt to remember succeeded; storage may be full or forbidden. */
let isKept = true;

export function keepWrites(writes: readonly Write[]): void {
	try {
		if (writes.length === 0) {
			localStorage.removeItem(own);
		} else {
			localStorage.setItem(own, JSON.stringify(writes));
		}
		isKept = true;
	} catch {
		isKept = false;
	}
}

export function areWritesKept(): boolean {
	return isKept;
}

function leftBehind(): string[] {
	try {
		return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX) && name !== own);
	} catch {
		return [];
	}
}

function take(name: string): Write[] {
	const text = localStorage.getItem(name);
	localStorage.removeItem(name);
	return text === null ? [] : (JSON.parse(text) as Write[]);
}

/** Says that this tab is alive, and hands over what other tabs leave behind. */
export function adoptWrites(adopt: (writes: readonly Write[]) => void): void {
	void withLock(own, () => new Promise<never>(() => undefined));
	for (const name of leftBehind()) {
		void withLock(name, () => adopt(take(name)));
	}
}
