// What is being written in the line for a new todo: kept while other views are looked at, and over a reload.
import { useSyncExternalStore } from "react";
import { tabStore } from "@/lib/tabStore.ts";

export const line = tabStore("line", "");

export function useLine(): string {
	return useSyncExternalStore(line.subscribe, line.read);
}
