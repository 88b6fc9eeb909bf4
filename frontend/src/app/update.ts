// Whether a reload would give another build than the one that this page runs: the document then names other scripts. The
// names of all other files are in these, so any change of the app changes one of their names.
const entries = [...document.querySelectorAll('script[type="module"][src]')].map((script) =>
	script.getAttribute("src"),
);

/** False also when it cannot be known: without a connection, or behind a page that is not ours. */
async function isOutdated(): Promise<boolean> {
	if (entries.length === 0) {
		return false;
	}
	try {
		const answer = await fetch("/", { cache: "no-cache", signal: AbortSignal.timeout(15_000) });
		const text = await answer.text();
		return answer.ok && text.includes('<div id="app">') && entries.some((src) => !text.includes(`"${src}"`));
	} catch {
		return false;
	}
}

/** Whether a newer build can be had now; loaded with it is what the service worker has to say. */
export async function isUpdateReady(): Promise<boolean> {
	if (import.meta.env.DEV) {
		return false;
	}
	const worker = await loadWorker();
	return worker === undefined ? isOutdated() : worker.isUpdateReady(isOutdated);
}

export async function takeUpdate(): Promise<void> {
	const worker = await loadWorker();
	await (worker === undefined ? location.reload() : worker.takeUpdate());
}

/** Undefined where browsers have none, and where its part of a former build cannot be had any more. */
async function loadWorker() {
	try {
		return "serviceWorker" in navigator ? await import("./serviceWorker.ts") : undefined;
	} catch {
		return undefined;
	}
}
