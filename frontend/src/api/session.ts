// The session of this browser: the access token in memory, the refresh token in a cookie that no script can read. One
// refresh at a time over all tabs (Web Locks); the tabs tell one another about new tokens and about the end. A session
// that the server has revoked under an open page waits for a new login: then what was being sent is sent after all.
import { withLock } from "@/lib/locks.ts";
import {
	forgetStored,
	forgetUser,
	keepFor,
	readPreference,
	userOfBrowser,
	writePreference,
} from "@/lib/preferences.ts";
import { Problem, problemOf } from "./problem.ts";
import { send } from "./send.ts";

type Message = { kind: "token"; access: string } | { kind: "ended" };

const REFRESH = "/auth/token/refresh/";
const channel = new BroadcastChannel("tasklight.session");
const listeners = new Set<() => void>();
let access: string | null = null;
let isProven = false;
let revoked = false;
/** From the page's start on what this browser has kept is shown, before there is a token. */
let shown = readPreference("session") === null ? null : userOfBrowser();

function notify(): void {
	for (const listener of listeners) {
		listener();
	}
}

export function accessToken(): string | null {
	return access;
}

/** Whose data the page shows; null before anybody's. */
export function shownUser(): string | null {
	return shown;
}

/** Whether this browser has been logged in: the cookie may be there, and asking for a token is worth a request. */
export function mayHaveSession(): boolean {
	return access !== null || readPreference("session") !== null;
}

/** Whether there has been a token since the page began. */
export function wasOpen(): boolean {
	return isProven;
}

/** Whether the page in front of the user needs a new login before anything of it can be saved. */
export function isRevoked(): boolean {
	return revoked;
}

/** Whose token it is; the server alone judges whether it is good. */
function userOf(token: string): string {
	const claims: unknown = JSON.parse(atob((token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/")));
	return String(typeof claims === "object" && claims !== null && "sub" in claims ? claims.sub : null);
}

function keep(token: string): void {
	const user = userOf(token);
	const isAnother = shown !== null && shown !== user;
	keepFor(user);
	if (isAnother) {
		// Nothing of the former user may stay on the page, nor be sent as somebody else's.
		writePreference("session", "open");
		location.replace("/");
		return;
	}
	access = token;
	isProven = true;
	shown = user;
	revoked = false;
	writePreference("session", "open");
	notify();
}

export function openSession(token: string): void {
	channel.postMessage({ kind: "token", access: token } satisfies Message);
	keep(token);
}

/** Forgets the session here and in the other tabs, with all that this browser keeps of its user; the server is told by
 * whoever logs out. */
export function endSession(): void {
	channel.postMessage({ kind: "ended" } satisfies Message);
	forget();
}

function forget(): void {
	access = null;
	shown = null;
	revoked = false;
	forgetUser();
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
	}
});

/** Nobody has been logged in after all: copies of the server's answers go, what is not saved yet stays for its user. */
function close(): void {
	shown = null;
	writePreference("session", null);
	forgetStored();
	notify();
}

/** Null when the session is over; where the cookie is gone, the server misses it (422). */
async function refresh(): Promise<string | null> {
	const response = await send(new Request(REFRESH, { method: "POST" }));
	if (response.status === 401 || response.status === 422) {
		if (access === null) {
			close();
		}
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
}

/** The token of the next login, null when there is none: the session was ended instead. */
function nextLogin(stale: string): Promise<string | null> {
	revoked = true;
	return new Promise((resolve) => {
		const stop = onSessionChange(() => {
			if (access !== stale) {
				stop();
				resolve(access);
			}
		});
		notify();
	});
}

/** A token newer than `stale`, by whichever tab is first, or by a new login; null when the session is over. */
export async function refreshAccess(stale: string | null): Promise<string | null> {
	const newer = await withLock("tasklight.refresh", () => {
		if (access !== stale) {
			return access;
		}
		return revoked || !mayHaveSession() ? null : refresh();
	});
	if (newer !== null) {
		return newer;
	}
	return stale !== null && access === stale ? nextLogin(stale) : access;
}
