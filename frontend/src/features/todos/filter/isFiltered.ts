// Whether an address shows only a part of its view.
import type { ViewSearch } from "../views.ts";

export function isFiltered({ q, status, priority, due }: ViewSearch): boolean {
	return q !== undefined || status !== undefined || priority !== undefined || due !== undefined;
}
