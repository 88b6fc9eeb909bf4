// The queue of toasts: what has just happened, and how to undo it. Any hook may add one; ToastRegion shows them.
import { ToastQueue } from "react-stately/useToastState";

export type Toast = { message: string; action?: { label: string; run: () => void } };

export const UNDO_MS = 8000;

export const toastQueue = new ToastQueue<Toast>({ maxVisibleToasts: 3 });

/** The time stands still while the pointer or the focus is on the toast. */
export function addToast(toast: Toast): void {
	toastQueue.add(toast, { timeout: UNDO_MS });
}

/** Stays until it is answered or closed. */
export function addNotice(toast: Toast): void {
	toastQueue.add(toast);
}
