// Brings the lists up to date with what other tabs and devices have changed, by the server's feed of changes.
import type { QueryClient } from "@tanstack/react-query";
import { listTodoChanges, listTodos } from "@/api/generated/sdk.gen.ts";
import type { ChangedTodo, Todo } from "@/api/generated/types.gen.ts";
import { asProblem } from "@/api/problem.ts";
import { showTodos } from "../outbox/todoOutbox.ts";
import { dropTodos, findTodos, haveReadTodos, readAgain } from "../useTodos.ts";
import { feedPosition, setFeedPosition, versionOf } from "./position.ts";

type Page = { changes: ChangedTodo[]; next: number; isLast: boolean };

async function readPage(since: number, signal: AbortSignal): Promise<Page | "unchanged" | "unknown"> {
	try {
		const { data, response } = await listTodoChanges({
			query: { since },
			headers: { "If-None-Match": `"${since}"` },
			signal,
		});
		const isLast = !response.headers.has("Link");
		return { changes: data, next: (isLast ? versionOf(response) : data.at(-1)?.version) ?? since, isLast };
	} catch (error) {
		const { status } = asProblem(error);
		if (status === 304) {
			return "unchanged";
		}
		if (status === 410) {
			return "unknown";
		}
		throw error;
	}
}

function isPresent(change: ChangedTodo): change is Todo & { removed_at: null } {
	return change.removed_at === null && change.title !== undefined;
}

function apply(client: QueryClient, changes: readonly ChangedTodo[]): void {
	const known = new Map(
		findTodos(
			client,
			changes.map(({ id }) => id),
		).map(({ id, version }) => [id, version]),
	);
	const newer = changes.filter(({ id, version }) => (known.get(id) ?? -1) < version);
	const removed = new Set(newer.filter((change) => !isPresent(change)).map(({ id }) => id));
	showTodos(
		client,
		newer.filter(isPresent).map(({ removed_at: _, ...todo }) => todo),
	);
	if (removed.size > 0) {
		dropTodos(client, ({ id }) => removed.has(id));
	}
}

/** Follows the feed to its end; returns how far that is. */
export async function followChanges(client: QueryClient, signal: AbortSignal): Promise<number | null> {
	if (feedPosition() === null && haveReadTodos(client)) {
		// The lists by due date have no ETag: whatever is read first, this one says how far it is.
		await listTodos({ query: { limit: 1 }, signal });
	}
	for (let since = feedPosition(); since !== null; since = feedPosition()) {
		const page = await readPage(since, signal);
		if (page === "unchanged") {
			break;
		}
		if (page === "unknown") {
			setFeedPosition(null);
			await readAgain(client);
			break;
		}
		apply(client, page.changes);
		setFeedPosition(page.next);
		if (page.isLast) {
			break;
		}
	}
	return feedPosition();
}
