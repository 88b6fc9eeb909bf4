// Listens to keys before the list inside does, and to where the focus goes in it.
import { type RefCallback, useCallback } from "react";
import { useLatest } from "@/lib/useLatest.ts";

type FrameListeners = { onKeyDown: (event: KeyboardEvent) => void; onFocus: (event: FocusEvent) => void };

export function useFrame(listeners: FrameListeners): RefCallback<HTMLElement> {
	const latest = useLatest(listeners);
	return useCallback(
		(frame: HTMLElement) => {
			const onKeyDown = (event: KeyboardEvent) => latest.current.onKeyDown(event);
			const onFocus = (event: FocusEvent) => latest.current.onFocus(event);
			frame.addEventListener("keydown", onKeyDown, { capture: true });
			frame.addEventListener("focusin", onFocus);
			return () => {
				frame.removeEventListener("keydown", onKeyDown, { capture: true });
				frame.removeEventListener("focusin", onFocus);
			};
		},
		[latest],
	);
}
