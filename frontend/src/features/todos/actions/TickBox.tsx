// The box that completes a todo, or opens it again. It answers at once; the list follows.
import { useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import type { Todo } from "@/api/generated/types.gen.ts";
import { Checkbox } from "@/ui/Checkbox.tsx";

const LONGEST_FRAME_MS = 100;

/** A list of thousands takes a moment; what was clicked must not wait for it. A page behind others has no frames. */
function afterPaint(run: () => void): void {
	const timer = setTimeout(() => {
		cancelAnimationFrame(frame);
		run();
	}, LONGEST_FRAME_MS);
	const frame = requestAnimationFrame(() => {
		clearTimeout(timer);
		setTimeout(run);
	});
}

export function TickBox({ todo, onToggle }: { todo: Todo; onToggle: (todo: Todo) => void }) {
	const { t } = useLingui();
	const [isTicked, setTicked] = useState(todo.completed);
	useEffect(() => setTicked(todo.completed), [todo]);
	return (
		<Checkbox
			label={todo.completed ? t`Open ${todo.title} again` : t`Complete ${todo.title}`}
			isSelected={isTicked}
			onChange={(isNowTicked) => {
				setTicked(isNowTicked);
				afterPaint(() => onToggle(todo));
			}}
		/>
	);
}
