// What is shown when a page cannot be: the reason when the server gave one, and a way to try again.
import { useLingui } from "@lingui/react/macro";
import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { asProblem } from "@/api/problem.ts";
import { useProblemText } from "@/api/useProblemText.ts";
import { Button } from "@/ui/Button.tsx";
import { PageTitle } from "@/ui/PageTitle.tsx";
import styles from "./MessagePage.module.css";

// A file of this build is gone: the server has a newer one.
let isFileMissing = false;
addEventListener("vite:preloadError", () => {
	isFileMissing = true;
});

export function ErrorScreen({ error, reset }: ErrorComponentProps) {
	const { t } = useLingui();
	const router = useRouter();
	const problem = asProblem(error);
	const problemText = useProblemText();
	const tryAgain = () => {
		if (isFileMissing) {
			location.reload();
			return;
		}
		reset();
		void router.invalidate();
	};
	return (
		<main className={styles.page} role="alert">
			<PageTitle>{t`This page cannot be shown`}</PageTitle>
			<p>{problemText(problem)}</p>
			<Button look="primary" onPress={tryAgain}>{t`Try again`}</Button>
		</main>
	);
}
