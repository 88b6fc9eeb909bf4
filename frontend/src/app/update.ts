// Whether the server has a newer build than the one that this page runs: its document then names another entry script.
// The names of all other files are in that script, so any change of the app changes its name.
const entry = document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.getAttribute("src");

/** False also when it cannot be known: without a connection, or behind a page that is not ours. */
export async function isOutdated(): Promise<boolean> {
	if (import.meta.env.DEV || !entry) {
		return false;
	}
	try {
		const answer = await fetch("/", { cache: "no-cache", signal: AbortSignal.timeout(15_000) });
		const text = await answer.text();
		return answer.ok && text.includes('<div id="app">') && !text.includes(entry);
	} catch {
		return false;
	}
}
