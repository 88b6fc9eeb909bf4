// What this browser remembers: its user's choices, and what belongs to the user who is logged in, which is forgotten
// with the session. Storage may be forbidden or full: then a choice lasts until reload.
export type Preference = "language" | "theme" | "calendar" | "weekStart" | "session";

const PREFIX = "tasklight.";
const OWNER = `${PREFIX}user`;
// Choices about this browser, whoever uses it.
const KEPT = new Set(["language", "theme", "calendar"].map((name) => PREFIX + name));

export function readPreference(name: Preference): string | null {
	try {
		return localStorage.getItem(PREFIX + name);
	} catch {
		return null;
	}
}

export function writePreference(name: Preference, value: string | null): void {
	try {
		if (value === null) {
			localStorage.removeItem(PREFIX + name);
		} else {
			localStorage.setItem(PREFIX + name, value);
		}
	} catch {
		// Nothing is lost but the memory of a choice.
	}
}

const forgetting = new Set<() => void>();

/** Answers of the server that are there again at the next visit (app/shell/storedQueries.ts). */
export const STORED = "tasklight.stored";

/** Copies of what the server has; it may be told once more. Without TLS browsers have no such store. */
export function forgetStored(): void {
	void globalThis.caches?.delete(STORED);
}

/** For what is kept in memory as well. */
export function onForgetUser(forget: () => void): void {
	forgetting.add(forget);
}

function forgetWhere(isWanted: (storage: Storage) => boolean): void {
	let isForgotten = false;
	try {
		for (const storage of [localStorage, sessionStorage].filter(isWanted)) {
			isForgotten = true;
			for (const key of Object.keys(storage)) {
				if (key.startsWith(PREFIX) && !KEPT.has(key)) {
					storage.removeItem(key);
				}
			}
		}
	} catch {
		// Where storage is forbidden there is nothing in it.
		isForgotten = true;
	}
	if (isForgotten) {
		forgetStored();
		for (const forget of forgetting) {
			forget();
		}
	}
}

/** Leaves nothing of the user in this browser's storage, neither here nor in what only this tab keeps. */
export function forgetUser(): void {
	forgetWhere(() => true);
}

/** Whose what is kept in this browser is. */
export function userOfBrowser(): string | null {
	try {
		return localStorage.getItem(OWNER);
	} catch {
		return null;
	}
}

/** What is kept from here on is this user's; what another one has left, whose login ran out, is forgotten. */
export function keepFor(user: string): void {
	forgetWhere((storage) => (storage.getItem(OWNER) ?? user) !== user);
	try {
		localStorage.setItem(OWNER, user);
		sessionStorage.setItem(OWNER, user);
	} catch {
		// Nothing is kept.
	}
}
