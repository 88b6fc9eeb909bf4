// The session of this browser: the access token in memory, the refresh token in a cookie that no script can read. One
// refresh at a time over all tabs (Web Locks); the tabs tell one another about new tokens and about the end.
import { readPreference, writePreference } from "@/lib/preferences.ts";
import { Problem, problemOf } from "./problem.ts";
import { send } from "./send.ts";

type Message = { kind: "token"; access: string } | { kind: "ended" };

const REFRESH = "/auth/token/refresh/";
const channel = new BroadcastChannel("tasklight.session");
const listeners = new Set<() => void>();
let access: string | null = null;

function notify(): void {
	for (const listener of listeners) {
		listener();
	}
}

export function accessToken(): string | null {
	return access;
}

/** Whether this browser has been logged in: the cookie may be there, and asking for a token is worth a request. */
export function mayHaveSession(): boolean {
	return access !== null || readPreference("session") !== null;
}

function keep(token: string): void {
	access = token;
	writePreference("session", "open");
}

export function openSession(token: string): void {
	keep(token);
	channel.postMessage({ kind: "token", access: token } satisfies Message);
	notify();
}

/** Forgets the session here and in the other tabs; the server is told by whoever logs out. */
export function endSession(): void {
	forget();
	channel.postMessage({ kind: "ended" } satisfies Message);
}

function forget(): void {
	access = null;
	writePreference("session", null);
	notify();
}

export function onSessionChange(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

channel.addEventListener("message", (event: MessageEvent<Message>) => {
	if (event.data.kind === "ended") {
		forget();
	} else {
		keep(event.data.access);
		notify();
	}
});

/** A token newer than `stale`, by whichever tab is first; null when the session is over. */
export function refreshAccess(stale: string | null): Promise<string | null> {
	return navigator.locks.request("tasklight.refresh", async () => {
		if (access !== stale) {
			return access;
		}
		const response = await send(new Request(REFRESH, { method: "POST" }));
		if (response.status === 401) {
			endSession();
			return null;
		}
		if (!response.ok) {
			throw await problemOf(response);
		}
		const tokens: unknown = await response.json();
		if (typeof tokens !== "object" || tokens === null || !("access" in tokens) || typeof tokens.access !== "string") {
			throw new Problem("unexpected", { message: "no access token in the answer" });
		}
		openSession(tokens.access);
		return tokens.access;
	});
}
