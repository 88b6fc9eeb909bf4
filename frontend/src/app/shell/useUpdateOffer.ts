// Offers a newer build of the app as soon as the server has it, and never takes it by itself: whoever is writing reloads
// when it suits them, and drafts are there again afterwards.
import { useLingui } from "@lingui/react/macro";
import { useEffect, useEffectEvent } from "react";
import { addNotice } from "@/ui/toasts.ts";
import { isOutdated } from "../update.ts";

const INTERVAL_MS = 300_000;

export function useUpdateOffer(): void {
	const { t } = useLingui();
	const offer = useEffectEvent(() =>
		addNotice({ message: t`A new version is here.`, action: { label: t`Reload`, run: () => location.reload() } }),
	);

	useEffect(() => {
		let isOffered = false;
		const look = async () => {
			if (!isOffered && document.visibilityState === "visible" && (await isOutdated())) {
				isOffered = true;
				offer();
			}
		};
		const check = () => void look();
		const timer = setInterval(check, INTERVAL_MS);
		document.addEventListener("visibilitychange", check);
		addEventListener("vite:preloadError", check);
		return () => {
			clearInterval(timer);
			document.removeEventListener("visibilitychange", check);
			removeEventListener("vite:preloadError", check);
		};
	}, []);
}
