// The menu of one row, opened beside its button.
import { useLingui } from "@lingui/react/macro";
import { useRef } from "react";
import type { Todo } from "@/api/generated/types.gen.ts";
import type { Command } from "@/lib/commands.ts";
import { CommandPopover } from "@/ui/Menu.tsx";

type RowMenuProps = { todo: Todo; button: HTMLElement; commands: readonly Command[]; onClose: () => void };

export function RowMenu({ todo, button, commands, onClose }: RowMenuProps) {
	const { t } = useLingui();
	const trigger = useRef<HTMLElement>(button);
	return (
		<CommandPopover label={t`More about ${todo.title}`} commands={commands} triggerRef={trigger} onClose={onClose} />
	);
}
