// Says when what is shown may be out of date or is not saved yet, why, and when it is tried again; says so once when all is
// well again. Nothing is taken from the page meanwhile.
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { useEffect, useRef } from "react";
import type { Problem } from "@/api/problem.ts";
import { useProblemText } from "@/api/useProblemText.ts";
import { Banner } from "@/ui/Banner.tsx";
import { Button } from "@/ui/Button.tsx";
import { Countdown } from "@/ui/Countdown.tsx";
import { addToast } from "@/ui/toasts.ts";
import { useLiveTodos } from "../live/useLiveTodos.ts";
import { todoOutbox } from "./todoOutbox.ts";
import { useOutboxState } from "./useOutbox.ts";

type SyncBannerProps = { readProblem: Problem | null; onReadAgain: () => void };

export function SyncBanner({ readProblem, onReadAgain }: SyncBannerProps) {
	const { t } = useLingui();
	const problemText = useProblemText();
	const { count, problem: writeProblem, retryAt } = useOutboxState();
	const { problem: feedProblem, ask } = useLiveTodos();
	const problem = writeProblem ?? readProblem ?? feedProblem;
	const wasUnsaved = useRef(false);

	useEffect(() => {
		if (writeProblem !== null) {
			wasUnsaved.current = true;
		} else if (count === 0 && wasUnsaved.current) {
			wasUnsaved.current = false;
			addToast({ message: t`Everything is saved.` });
		}
	}, [count, writeProblem, t]);

	if (problem === null) {
		return null;
	}
	const tryAgain = () => {
		todoOutbox.retryNow();
		onReadAgain();
		ask();
	};
	return (
		<Banner action={<Button onPress={tryAgain}>{t`Try again`}</Button>}>
			{problemText(problem)}{" "}
			{count > 0 && t`${plural(count, { one: "# change is not saved yet.", other: "# changes are not saved yet." })}`}{" "}
			{retryAt !== null && <Countdown until={retryAt} />}
		</Banner>
	);
}
