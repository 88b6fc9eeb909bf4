// The page's side of the service worker (src/worker), loaded when the page can be used: registers it, and knows when a
// newer build is all there and how to take it.
type Policy = { createScriptURL: (address: string) => string };
type Policies = { createPolicy: (name: string, rules: Policy) => Policy };

const ADDRESS = "/sw.js";

/** No click is left without a reload, whatever the worker does. */
const DEADLINE_MS = 3000;

/** Trusted Types let this policy make one address alone. */
function scriptAddress(): string {
	const { trustedTypes } = window as { trustedTypes?: Policies };
	return trustedTypes?.createPolicy("tasklight", { createScriptURL: () => ADDRESS }).createScriptURL("") ?? ADDRESS;
}

/**
 * Where the server has no worker any more, since an operator has gone back to a build without one, or since it is another
 * server altogether, the one that is here would answer with its build for ever.
 */
async function giveUpIfGone(): Promise<void> {
	const answer = await fetch(ADDRESS, { method: "HEAD", cache: "no-store" }).catch(() => undefined);
	if (answer?.status === 404 || answer?.status === 410) {
		await (await navigator.serviceWorker.getRegistration())?.unregister();
	}
}

async function register(): Promise<void> {
	try {
		await navigator.serviceWorker.register(scriptAddress());
	} catch {
		// Storage may be forbidden: then the app comes over the network each time.
	}
	const { controller } = navigator.serviceWorker;
	if (controller !== null) {
		const scripts = document.querySelectorAll<HTMLScriptElement>('script[type="module"][src]');
		// The worker may delete the files of former builds when all pages run its own.
		controller.postMessage([...scripts].map(({ src }) => src));
		await giveUpIfGone();
	}
}

export function registerWhenIdle(): void {
	// Safari has no requestIdleCallback.
	("requestIdleCallback" in window ? requestIdleCallback : setTimeout)(() => void register());
}

/** False when it has failed. */
function installed(worker: ServiceWorker): Promise<boolean> {
	return new Promise((resolve) => {
		const look = () => {
			if (worker.state !== "installing") {
				resolve(worker.state !== "redundant");
			}
		};
		worker.addEventListener("statechange", look);
		look();
	});
}

/** False also when the server cannot be asked. */
async function updated(registration: ServiceWorkerRegistration): Promise<boolean> {
	try {
		await registration.update();
		return registration.installing === null || (await installed(registration.installing));
	} catch {
		return false;
	}
}

/**
 * Whether a reload can give a newer build than this page's, all files of it. `isOutdated` says whether it would as things
 * are: another tab may have taken the newer build, or the page may have come past the worker.
 */
export async function isUpdateReady(isOutdated: () => Promise<boolean>): Promise<boolean> {
	const { controller } = navigator.serviceWorker;
	const registration = await navigator.serviceWorker.getRegistration();
	const isUpToDate = registration === undefined || (await updated(registration));
	if (!isUpToDate) {
		await giveUpIfGone();
	}
	const kept = await navigator.serviceWorker.getRegistration();
	return controller !== null && (kept === undefined || kept.waiting !== null) ? true : isUpToDate && isOutdated();
}

/** Lets the worker of the newer build take over, then reloads; both at once where there is nothing to wait for. */
export async function takeUpdate(): Promise<void> {
	const deadline = setTimeout(() => location.reload(), DEADLINE_MS);
	const waiting = (await navigator.serviceWorker.getRegistration())?.waiting;
	const reload = () => {
		clearTimeout(deadline);
		location.reload();
	};
	if (waiting) {
		waiting.addEventListener("statechange", reload, { once: true });
		waiting.postMessage("take over");
	} else {
		reload();
	}
}
