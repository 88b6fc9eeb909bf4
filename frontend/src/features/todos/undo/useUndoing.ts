// Ctrl+Z and the palette's "Undo"; the end of the session forgets what could be undone.
import { useLingui } from "@lingui/react/macro";
import { useEffect } from "react";
import { useCommands } from "@/lib/commands.ts";
import { useShortcut } from "@/lib/shortcuts.ts";
import { canUndo, forgetUndo, undoLast } from "./undo.ts";

export function useUndoing(): void {
	const { t } = useLingui();
	useShortcut({ code: "KeyZ", ctrl: true }, undoLast);
	useCommands(() => (canUndo() ? [{ id: "undo", label: t`Undo`, run: undoLast }] : []));
	useEffect(() => forgetUndo, []);
}
