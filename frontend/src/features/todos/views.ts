// The views of the list, each an address of the app, and the lists of the server that they are parts of.
export const VIEWS = ["inbox", "today", "upcoming", "completed", "trash"] as const;

export type View = (typeof VIEWS)[number];

/** What is fetched: the three lists of the server, of which the views are parts. */
export type TodoSet = "open" | "completed" | "trash";

export function setOf(view: View): TodoSet {
	return view === "completed" || view === "trash" ? view : "open";
}
