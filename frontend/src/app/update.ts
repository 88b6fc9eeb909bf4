// Whether the server has a newer build than the one that this page runs: its document then names other scripts. The names
// of all other files are in these, so any change of the app changes one of their names.
const entries = [...document.querySelectorAll('script[type="module"][src]')].map((script) =>
	script.getAttribute("src"),
);

/** False also when it cannot be known: without a connection, or behind a page that is not ours. */
export async function isOutdated(): Promise<boolean> {
	if (import.meta.env.DEV || entries.length === 0) {
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
