// What a view is called, and what it says when nothing is in it.
import { useLingui } from "@lingui/react/macro";
import type { View } from "./views.ts";

type ViewText = { title: string; empty: string };

export function useViewTexts(): (view: View) => ViewText {
	const { t } = useLingui();
	return (view) => {
		switch (view) {
			case "inbox":
				return { title: t`Inbox`, empty: t`Nothing here yet. Write down what comes to mind.` };
			case "today":
				return { title: t`Today`, empty: t`Nothing is due today.` };
			case "upcoming":
				return { title: t`Upcoming`, empty: t`Nothing is due in the days to come.` };
			case "completed":
				return { title: t`Completed`, empty: t`What you complete is kept here.` };
			case "trash":
				return { title: t`Trash`, empty: t`The trash is empty. Deleted todos stay here for 30 days.` };
		}
	};
}

export function useViewText(view: View): ViewText {
	return useViewTexts()(view);
}
