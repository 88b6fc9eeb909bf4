// One request over the network: named for the server's log, and given up when no answer comes in time. What boot.js has
// asked for before the app was there is not asked again.
import { randomUuid } from "@/lib/uuid.ts";

const DEADLINE_MS = 15_000;

/** The answer that is on its way already, once. */
function early({ method, url, signal }: Request): Promise<Response> | undefined {
	const { pathname, search } = new URL(url);
	const name = `${method} ${pathname}${search}`;
	const answer = window.early?.[name];
	delete window.early?.[name];
	return signal.aborted || performance.now() > DEADLINE_MS ? undefined : answer;
}

export function send(request: Request): Promise<Response> {
	const headers = new Headers(request.headers);
	if (!headers.has("X-Request-Id")) {
		headers.set("X-Request-Id", randomUuid());
	}
	const signal = AbortSignal.any([request.signal, AbortSignal.timeout(DEADLINE_MS)]);
	return early(request) ?? fetch(new Request(request, { headers, signal }));
}
