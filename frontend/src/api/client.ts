// Prepares the generated client: every operation sends the session's token, is sent again after a silent refresh when
// the token has expired, and throws a Problem when it fails.
import { client } from "./generated/client.gen.ts";
import { asProblem, Problem, problemOf } from "./problem.ts";
import { send } from "./send.ts";
import { accessToken, refreshAccess } from "./session.ts";

// Who asks there is nobody yet, or nobody any more.
const NEEDS_NO_SESSION = /^\/auth\/(?:token|register|deletions)\//;

function withToken(request: Request, token: string): Request {
	const headers = new Headers(request.headers);
	headers.set("Authorization", `Bearer ${token}`);
	return new Request(request, { headers });
}

async function sendWithSession(request: Request): Promise<Response> {
	if (NEEDS_NO_SESSION.test(new URL(request.url).pathname)) {
		return send(request);
	}
	// A page begins without one.
	const token = accessToken() ?? (await refreshAccess(null));
	if (token === null) {
		throw new Problem("unauthenticated", { status: 401 });
	}
	const again = request.clone();
	const response = await send(withToken(request, token));
	if (response.status !== 401) {
		return response;
	}
	const newer = await refreshAccess(token);
	return newer === null ? response : send(withToken(again, newer));
}

async function fetchOrThrow(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
	let response: Response;
	try {
		response = await sendWithSession(new Request(input, init));
	} catch (error) {
		throw asProblem(error);
	}
	if (response.status >= 400) {
		throw await problemOf(response);
	}
	return response;
}

export function prepareClient(): void {
	client.setConfig({ baseUrl: location.origin, fetch: fetchOrThrow, throwOnError: true });
	// The client takes 304 for an error, since it has no body.
	client.interceptors.error.use((error, response) =>
		response?.status === 304 ? new Problem("not_modified", { status: 304 }) : asProblem(error),
	);
}
