// A list of the server, read to its end page by page, as its Link headers say.
type Page<Item> = { data: Item[]; response: Response };

/** Where the next page begins, if there is one. */
export function cursorOf(response: Response): string | undefined {
	const next = /<([^>]+)>; rel="next"/.exec(response.headers.get("Link") ?? "")?.[1];
	return next === undefined ? undefined : (new URL(next, location.origin).searchParams.get("cursor") ?? undefined);
}

export async function readAll<Item>(readPage: (place: { cursor?: string }) => Promise<Page<Item>>): Promise<Item[]> {
	const items: Item[] = [];
	let cursor: string | undefined;
	do {
		const { data, response } = await readPage(cursor === undefined ? {} : { cursor });
		items.push(...data);
		cursor = cursorOf(response);
	} while (cursor !== undefined);
	return items;
}
