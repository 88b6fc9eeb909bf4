// One request over the network: named for the server's log, and given up when no answer comes in time.
const DEADLINE_MS = 15_000;

export function send(request: Request): Promise<Response> {
	const headers = new Headers(request.headers);
	if (!headers.has("X-Request-Id")) {
		headers.set("X-Request-Id", crypto.randomUUID());
	}
	const signal = AbortSignal.any([request.signal, AbortSignal.timeout(DEADLINE_MS)]);
	return fetch(new Request(request, { headers, signal }));
}
