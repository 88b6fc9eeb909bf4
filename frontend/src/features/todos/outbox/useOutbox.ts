// The outbox for components: what waits in it, and its life beside that of the app.
import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { asProblem } from "@/api/problem.ts";
import { useProblemText } from "@/api/useProblemText.ts";
import { useLatest } from "@/lib/useLatest.ts";
import { toastQueue } from "@/ui/toasts.ts";
import { line } from "../add/line.ts";
import { setFeedPosition } from "../live/position.ts";
import type { OutboxState } from "./outbox.ts";
import { startOutbox, todoOutbox } from "./todoOutbox.ts";
import type { Write } from "./writes.ts";

const subscribe = (listener: () => void) => todoOutbox.subscribe(listener);

export function useOutboxState(): OutboxState {
	return useSyncExternalStore(subscribe, () => todoOutbox.state);
}

/** Sends what an earlier page has left, and tells of it when the server refuses; to be used once. */
export function useOutbox(): void {
	const { t } = useLingui();
	const client = useQueryClient();
	const problemText = useProblemText();
	const tell = useLatest((lost: Write, error: unknown) => {
		const reason = problemText(asProblem(error));
		const title = lost.kind === "changes" && lost.changes[0]?.op === "create" ? lost.changes[0].title : null;
		toastQueue.add(
			title === null
				? { message: t`A change was not saved. ${reason}` }
				: {
						message: t`Not added: ${title}. ${reason}`,
						action: { label: t`Edit again`, run: () => line.write(title) },
					},
		);
	});
	useEffect(() => {
		const stop = startOutbox(client, (lost, error) => tell.current(lost, error));
		return () => {
			stop();
			setFeedPosition(null);
		};
	}, [client, tell]);
}
