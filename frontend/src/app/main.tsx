// The app's entry: the language first, so that nothing is painted in another one, then the page.
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "@/ui/tokens.css";
import "./start.css";
import { prepareClient } from "@/api/client.ts";
import { refreshAccess } from "@/api/session.ts";
import { startLanguage } from "@/lib/i18n.ts";
import { followTheme } from "@/lib/theme.ts";
import { App } from "./App.tsx";
import { router } from "./router.tsx";

/** From the first page on: what is asked for later must not slow down what is asked for now. */
const WORKER_AFTER_MS = 3000;

const container = document.getElementById("app");
if (container === null) {
	throw new Error("index.html has no #app");
}
prepareClient();
if (document.documentElement.dataset.session !== undefined) {
	// The first request finds its token there; what fails here fails for it.
	refreshAccess(null).catch(() => undefined);
}
followTheme();
await startLanguage();
if (import.meta.env.PROD && "serviceWorker" in navigator) {
	const stop = router.subscribe("onRendered", () => {
		stop();
		setTimeout(() => {
			import("./serviceWorker.ts").then(
				(worker) => worker.registerWhenIdle(),
				() => undefined,
			);
		}, WORKER_AFTER_MS);
	});
}
createRoot(container).render(
	<StrictMode>
		<App />
	</StrictMode>,
);
