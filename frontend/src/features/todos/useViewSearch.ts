// What the address says about the list that is shown, and how to say something else.
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { readViewSearch, type View, type ViewSearch } from "./views.ts";

type ViewSearchChange = (change: ViewSearch, options?: { replace: boolean }) => void;

export function useViewSearch(view: View): readonly [ViewSearch, ViewSearchChange] {
	const search = readViewSearch(useSearch({ strict: false }));
	const navigate = useNavigate();
	const change = useCallback<ViewSearchChange>(
		(wanted, { replace } = { replace: false }) =>
			void navigate({
				to: `/${view}`,
				search: (before: ViewSearch) => ({ ...before, ...wanted }),
				replace,
				resetScroll: false,
			}),
		[navigate, view],
	);
	return [search, change];
}
