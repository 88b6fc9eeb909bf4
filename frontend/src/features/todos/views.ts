// The views of the list, each an address of the app, and what else of a list stands in its address.
export const VIEWS = ["inbox", "today", "upcoming", "completed", "trash"] as const;

export type View = (typeof VIEWS)[number];

export const SORTS = ["position", "newest", "due", "priority", "updated"] as const;

export type Sort = (typeof SORTS)[number];

export const DUE_FILTERS = ["overdue", "dated", "undated"] as const;

export type DueFilter = (typeof DUE_FILTERS)[number];

export const STATUSES = ["open", "completed", "all"] as const;

export type Status = (typeof STATUSES)[number];

/** `todo` is the one whose details are open. */
export type ViewSearch = {
	q?: string;
	status?: Status;
	priority?: number;
	due?: DueFilter;
	sort?: Sort;
	todo?: number;
};

function oneOf<Value>(values: readonly Value[], value: unknown): Value | undefined {
	return values.find((candidate) => candidate === value);
}

/** What an address says, without what it cannot mean. The router reads numbers as such, also in `q`. */
export function readViewSearch(search: Record<string, unknown>): ViewSearch {
	const { q, todo } = search;
	return {
		q: typeof q === "number" || (typeof q === "string" && q !== "") ? String(q) : undefined,
		status: oneOf(STATUSES, search.status),
		priority: oneOf([0, 1, 2, 3], search.priority),
		due: oneOf(DUE_FILTERS, search.due),
		sort: oneOf(SORTS, search.sort),
		todo: Number.isSafeInteger(todo) && Number(todo) > 0 ? Number(todo) : undefined,
	};
}
