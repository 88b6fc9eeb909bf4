// The next visit begins with what the server said at this one, before it has been asked again: the profile, and the
// first part of each list that was read. Kept in the browser's Cache Storage for its user until the session ends, apart
// from localStorage, whose space is for what is not saved yet.
import type { QueryKey } from "@tanstack/react-query";
import { shownUser } from "@/api/session.ts";
import { PROFILE_KEY } from "@/api/useProfile.ts";
import { feedPosition, setFeedPosition } from "@/features/todos/live/position.ts";
import { todoOutbox } from "@/features/todos/outbox/todoOutbox.ts";
import type { LoadedTodos } from "@/features/todos/placed.ts";
import { LISTS } from "@/features/todos/useTodos.ts";
import { STORED, userOfBrowser } from "@/lib/preferences.ts";
import { queryClient } from "../queryClient.ts";

type StoredQuery = { key: QueryKey; data: unknown };

/** `build`: another one may understand the data in another way. */
type Stored = { build: string; user: string; position: number | null; queries: StoredQuery[] };

const ADDRESS = "/stored-queries";
const BUILD = import.meta.url;
const DELAY_MS = 1000;

function firstPart({ pages, pageParams }: LoadedTodos): LoadedTodos {
	return { pages: pages.slice(0, 1), pageParams: pageParams.slice(0, 1) };
}

function queriesOf<Data>(key: QueryKey, part: (data: Data) => Data): StoredQuery[] {
	return queryClient
		.getQueryCache()
		.findAll({ queryKey: key })
		.flatMap(({ queryKey, state: { data } }) =>
			data === undefined ? [] : { key: queryKey, data: part(data as Data) },
		);
}

async function store(): Promise<void> {
	const user = shownUser();
	// What the server has not confirmed is kept by the outbox.
	if (user === null || user !== userOfBrowser() || todoOutbox.state.count > 0) {
		return;
	}
	const queries = [...queriesOf(PROFILE_KEY, (profile) => profile), ...queriesOf(LISTS, firstPart)];
	const stored: Stored = { build: BUILD, user, position: feedPosition(), queries };
	const cache = await caches.open(STORED);
	await cache.put(ADDRESS, Response.json(stored));
}

/** Stores what has been read whenever it has changed, from now on. */
export function keepStored(): () => void {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const storeNow = () => {
		clearTimeout(timer);
		timer = undefined;
		store().catch(() => undefined);
	};
	const stop = queryClient.getQueryCache().subscribe(({ type, query }) => {
		if (type === "updated" && [PROFILE_KEY[0], LISTS[0]].includes(query.queryKey[0])) {
			timer ??= setTimeout(storeNow, DELAY_MS);
		}
	});
	const leave = () => {
		if (timer !== undefined && document.visibilityState === "hidden") {
			storeNow();
		}
	};
	document.addEventListener("visibilitychange", leave);
	return () => {
		stop();
		clearTimeout(timer);
		document.removeEventListener("visibilitychange", leave);
	};
}

/** Puts what was stored into the empty cache, so old that it is read anew as soon as it is shown. */
export async function readStored(): Promise<void> {
	const answer = await caches.match(ADDRESS, { cacheName: STORED });
	const stored: Stored | undefined = await answer?.json();
	if (stored?.build !== BUILD || stored.user !== userOfBrowser()) {
		return;
	}
	for (const { key, data } of stored.queries) {
		if (queryClient.getQueryData(key) === undefined) {
			queryClient.setQueryData(key, data, { updatedAt: 0 });
		}
	}
	if (feedPosition() === null) {
		setFeedPosition(stored.position);
	}
}
