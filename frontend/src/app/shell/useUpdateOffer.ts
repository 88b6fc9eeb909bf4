// Offers a newer build of the app as soon as all of it is there, and never takes it by itself: whoever is writing reloads
// when it suits them, and drafts are there again afterwards.
import { useLingui } from "@lingui/react/macro";
import { useEffect, useEffectEvent } from "react";
import { addNotice } from "@/ui/toasts.ts";
import { isUpdateReady, takeUpdate } from "../update.ts";

const INTERVAL_MS = 300_000;
/** A page that the service worker has answered may be an old one; not before the page has all that it needs. */
const SOON_MS = 5000;

/** The notice outlives the shell. */
let isOffered = false;

export function useUpdateOffer(): void {
	const { t } = useLingui();
	const offer = useEffectEvent(() =>
		addNotice({ message: t`A new version is here.`, action: { label: t`Reload`, run: () => void takeUpdate() } }),
	);

	useEffect(() => {
		const look = async () => {
			if (isOffered || document.visibilityState !== "visible" || !(await isUpdateReady()) || isOffered) {
				return;
			}
			isOffered = true;
			offer();
		};
		const check = () => void look();
		const timer = setInterval(check, INTERVAL_MS);
		const soon = navigator.serviceWorker?.controller ? setTimeout(check, SOON_MS) : undefined;
		document.addEventListener("visibilitychange", check);
		addEventListener("vite:preloadError", check);
		return () => {
			clearInterval(timer);
			clearTimeout(soon);
			document.removeEventListener("visibilitychange", check);
			removeEventListener("vite:preloadError", check);
		};
	}, []);
}
