// What can be undone, newest last: by the button of its toast while that is there, by Ctrl+Z for as long as the page is.
import { toastQueue, UNDO_MS } from "@/ui/toasts.ts";

type Undoable = { toast?: string; run: () => void; withdraw: () => void };

const REMEMBERED = 100;
let done: Undoable[] = [];

function remember(undo: () => void): Undoable {
	const undoable: Undoable = {
		withdraw: () => {
			done = done.filter((other) => other !== undoable);
			closeToast(undoable);
		},
		run: () => {
			undoable.withdraw();
			undo();
		},
	};
	done = [...done, undoable].slice(-REMEMBERED);
	return undoable;
}

function closeToast(of: Undoable | undefined): void {
	if (of?.toast !== undefined) {
		toastQueue.close(of.toast);
	}
}

/** For what is seen anyway, and needs no toast. Returns what takes it back. */
export function rememberUndo(undo: () => void): () => void {
	return remember(undo).withdraw;
}

/** Says what has been done; the toast of the change before gives way. Returns what takes the offer back. */
export function offerUndo({ message, label, undo }: { message: string; label: string; undo: () => void }): () => void {
	closeToast(done.at(-1));
	const undoable = remember(undo);
	undoable.toast = toastQueue.add({ message, action: { label, run: undoable.run } }, { timeout: UNDO_MS });
	return undoable.withdraw;
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
