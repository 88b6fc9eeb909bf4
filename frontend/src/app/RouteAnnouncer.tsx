// After a change of address by the user the focus goes to the new page's heading, which a screen reader then reads.
import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { PAGE_TITLE_ID } from "@/ui/PageTitle.tsx";

export function RouteAnnouncer() {
	const router = useRouter();
	useEffect(
		() =>
			router.subscribe("onRendered", ({ fromLocation, pathChanged }) => {
				const isTyping = document.activeElement instanceof HTMLInputElement;
				if (fromLocation === undefined || !pathChanged) {
					return;
				}
				const focus = () => document.getElementById(PAGE_TITLE_ID)?.focus();
				if (!isTyping) {
					focus();
				}
				// What had the focus may leave the page with its old content.
				requestAnimationFrame(() => document.activeElement === document.body && focus());
			}),
		[router],
	);
	return null;
}
