// The app's service worker: it keeps the files of one build and answers with them, so that a visit needs no round trip
// before the app is there. What is not a file of the app, the API above all, goes past it. src/app/serviceWorker.ts is the
// page's side; plugins/serviceWorker.ts builds it into /sw.js.
import type { PrecacheEntry } from "workbox-precaching/_types.js";
import { cleanupOutdatedCaches } from "workbox-precaching/cleanupOutdatedCaches.js";
import { PrecacheController } from "workbox-precaching/PrecacheController.js";
import { registerRoute } from "workbox-routing/registerRoute.js";

declare const self: ServiceWorkerGlobalScope;
/** Written by the build: its document first, so that an installation which meets another build fails at once. */
declare const BUILD_FILES: PrecacheEntry[];

const DOCUMENT = "/index.html";
// As in etc/lighttpd.conf; a test holds the two against each other.
const ADDRESSES = /^\/(?:(?:login|register|inbox|today|upcoming|completed|trash|settings|goodbye)(?:\/.*)?)?$/;
const ASSETS = /^\/assets\/[^/]+\.(?:js|css)$/;

const files = new PrecacheController();
files.addToCacheList(BUILD_FILES);
cleanupOutdatedCaches();

/** Versions share the store: none deletes from it while another one fills it. */
const withStore = (work: () => Promise<unknown>) => navigator.locks.request("tasklight.files", work);

self.addEventListener("install", (event) => event.waitUntil(withStore(() => files.install(event))));

/** What was kept under the key; the network where the browser has dropped it. */
async function answer(key: Request | string | undefined, request: Request): Promise<Response> {
	const { cacheName } = files.strategy;
	const kept = key && (await caches.match(key, { cacheName, ignoreVary: true }).catch(() => undefined));
	return kept || fetch(request);
}

// Also for what is no navigation: so a page can ask what a reload would get (src/app/update.ts).
registerRoute(
	({ url, sameOrigin }) => sameOrigin && ADDRESSES.test(url.pathname),
	({ request }) => answer(files.getCacheKeyForURL(DOCUMENT), request),
);

// Of this build, and of the former one as long as a page runs it.
registerRoute(
	({ url, sameOrigin }) => sameOrigin && ASSETS.test(url.pathname),
	({ request }) => answer(request, request),
);

/** The pages known to run this build. */
const pages = new Set<string>();

/** Deletes the files of former builds, once no open page runs one of these and no newer one is being kept. */
async function forgetFormer(event: ExtendableMessageEvent): Promise<void> {
	const open = await self.clients.matchAll();
	const { installing, waiting } = self.registration;
	if (installing === null && waiting === null && open.every(({ id }) => pages.has(id))) {
		await files.activate(event);
	}
}

/** Whether these are scripts of this build, all of them. */
function isOurs(scripts: unknown): boolean {
	return Array.isArray(scripts) && scripts.length > 0 && scripts.every((src) => files.getCacheKeyForURL(src));
}

/** A page says that it takes this version, or which scripts it has started with. */
self.addEventListener("message", (event) => {
	if (event.data === "take over") {
		event.waitUntil(self.skipWaiting());
	} else if (event.source instanceof Client && isOurs(event.data)) {
		pages.add(event.source.id);
		event.waitUntil(withStore(() => forgetFormer(event)));
	}
});
