// What can be undone, newest last: by the button of its toast while that is there, by Ctrl+Z for as long as the page is.
import { type Toast, toastQueue, UNDO_MS } from "@/ui/toasts.ts";

type Undoable = { toast: string; run: () => void };

const REMEMBERED = 100;
let done: Undoable[] = [];

/** Says what has been done; the toast of the change before gives way. Returns what takes the offer back. */
export function offerUndo({ message, label, undo }: { message: string; label: string; undo: () => void }): () => void {
	const before = done.at(-1);
	if (before !== undefined) {
		toastQueue.close(before.toast);
	}
	const withdraw = () => {
		done = done.filter((other) => other !== undoable);
		toastQueue.close(undoable.toast);
	};
	const run = () => {
		withdraw();
		undo();
	};
	const toast: Toast = { message, action: { label, run } };
	const undoable: Undoable = { toast: toastQueue.add(toast, { timeout: UNDO_MS }), run };
	done = [...done, undoable].slice(-REMEMBERED);
	return withdraw;
}

export function canUndo(): boolean {
	return done.length > 0;
}

export function undoLast(): void {
	done.at(-1)?.run();
}

/** Another person must not undo what the last one did. */
export function forgetUndo(): void {
	done = [];
}
