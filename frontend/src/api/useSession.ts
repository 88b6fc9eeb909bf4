// Whether somebody is logged in, for components: true from the first token until the session ends in any tab.
import { useSyncExternalStore } from "react";
import { mayHaveSession, onSessionChange } from "./session.ts";

export function useSession(): boolean {
	return useSyncExternalStore(onSessionChange, mayHaveSession);
}
