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
				if (fromLocation !== undefined && pathChanged && !isTyping) {
					document.getElementById(PAGE_TITLE_ID)?.focus();
				}
			}),
		[router],
	);
	return null;
}
