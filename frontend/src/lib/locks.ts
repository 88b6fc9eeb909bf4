// Web Locks over the tabs of this browser. A page that came without TLS has none: then nobody waits for another tab, and what
// two tabs do at the same moment the server takes for one (the same Idempotency-Key, the same refresh token).
export async function withLock<Result>(name: string, run: () => Result | Promise<Result>): Promise<Result> {
	return isSecureContext ? await navigator.locks.request(name, run) : await run();
}
