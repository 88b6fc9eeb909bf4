// Which todos of a list are selected. What leaves the list leaves the selection too.
import { useMemo, useState } from "react";
import type { Selection } from "react-aria-components/GridList";
import type { Todo } from "@/api/generated/types.gen.ts";

export type TodoSelection = {
	keys: Selection;
	todos: readonly Todo[];
	change: (keys: Selection) => void;
	add: (todo: Todo) => void;
	clear: () => void;
};

const NOTHING: Selection = new Set();

export function useSelection(shown: readonly Todo[]): TodoSelection {
	const [keys, setKeys] = useState<Selection>(NOTHING);
	const todos = useMemo(
		() => (keys === "all" ? shown : keys.size === 0 ? [] : shown.filter(({ id }) => keys.has(id))),
		[keys, shown],
	);
	return {
		keys,
		todos,
		change: setKeys,
		add: ({ id }) => setKeys((before) => (before === "all" ? before : new Set([...before, id]))),
		clear: () => setKeys(NOTHING),
	};
}
