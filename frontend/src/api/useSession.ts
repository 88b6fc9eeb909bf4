// The session, for components: whether somebody is logged in, until it ends in any tab, and whether the server has
// revoked it under the open page.
import { useSyncExternalStore } from "react";
import { isRevoked, mayHaveSession, onSessionChange } from "./session.ts";

export function useSession(): boolean {
	return useSyncExternalStore(onSessionChange, mayHaveSession);
}

export function useIsRevoked(): boolean {
	return useSyncExternalStore(onSessionChange, isRevoked);
}
