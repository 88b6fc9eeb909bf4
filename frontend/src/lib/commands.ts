// What can be done at the moment, by name: whatever is on the page adds its commands, and the palette lists all of them.
import { useEffect } from "react";
import { useLatest } from "./useLatest.ts";

export type Command = { id: string; label: string; run: () => void };

type Source = () => readonly Command[];

const sources = new Set<Source>();

export function currentCommands(): Command[] {
	return [...sources].flatMap((source) => source());
}

/** Runs a command once its menu is closed and the focus is back, so that it can take it somewhere else. */
export function runLater({ run }: Command): void {
	requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(run)));
}

/** Adds commands for as long as the component is there; `source` is asked when the palette opens. */
export function useCommands(source: Source): void {
	const latest = useLatest(source);
	useEffect(() => {
		const commands = () => latest.current();
		sources.add(commands);
		return () => {
			sources.delete(commands);
		};
	}, [latest]);
}
