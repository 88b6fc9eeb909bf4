// Does something to todos: shown at once, with an offer to undo it; what the server finally refuses is taken back and told.
import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import type { ChangeResult, Todo } from "@/api/generated/types.gen.ts";
import { asProblem, Problem } from "@/api/problem.ts";
import { useProblemText } from "@/api/useProblemText.ts";
import { useLanguage } from "@/lib/i18n.ts";
import { localeOf } from "@/lib/languages.ts";
import { addToast, toastQueue } from "@/ui/toasts.ts";
import { write } from "../outbox/todoOutbox.ts";
import type { Write } from "../outbox/writes.ts";
import { offerUndo } from "../undo/undo.ts";
import { type Deed, useChangeText } from "./useChangeText.ts";

/** What to do, and what undoes it: made when it is wanted, since it depends on how things are then. */
export type Plan = {
	deed: Deed;
	todos: readonly Todo[];
	writes: readonly Write[];
	undo: () => Plan;
	/** Tries once more with some of the todos. */
	again: (todos: readonly Todo[]) => Plan;
};

const TITLES_TOLD = 5;

function refusals({ todos }: Plan, results: readonly (readonly ChangeResult[] | Problem)[], sizes: readonly number[]) {
	const byReason = new Map<string, { problem: Problem; todos: Todo[] }>();
	const each = results.flatMap((result, index): readonly (ChangeResult | Problem)[] =>
		result instanceof Problem ? new Array<Problem>(sizes[index] ?? 0).fill(result) : result,
	);
	for (const [index, result] of each.entries()) {
		const todo = todos[index];
		if (todo !== undefined && !("todo" in result)) {
			const problem =
				result instanceof Problem
					? result
					: new Problem(result.type.split("#")[1] ?? "unexpected", { status: result.status });
			const reason = byReason.get(problem.kind) ?? { problem, todos: [] };
			reason.todos.push(todo);
			byReason.set(problem.kind, reason);
		}
	}
	return [...byReason.values()];
}

export function usePerform(): (plan: Plan) => void {
	const { t } = useLingui();
	const client = useQueryClient();
	const changeText = useChangeText();
	const problemText = useProblemText();
	const titles = new Intl.ListFormat(localeOf(useLanguage()));

	const namesOf = (todos: readonly Todo[]) => {
		const told = todos.slice(0, TITLES_TOLD).map(({ title }) => title);
		return titles.format(todos.length > TITLES_TOLD ? [...told, "…"] : told);
	};

	const perform = async (plan: Plan, isUndo: boolean) => {
		const message = changeText(plan.deed, plan.todos);
		if (isUndo) {
			addToast({ message });
		}
		const withdraw = isUndo
			? undefined
			: offerUndo({ message, label: t`Undo`, undo: () => void perform(plan.undo(), true) });
		const sizes = plan.writes.map((one) => (one.kind === "moves" ? one.moves.length : one.changes.length));
		const results = await Promise.all(plan.writes.map((one) => write(client, one).catch(asProblem)));
		for (const { problem, todos } of refusals(plan, results, sizes)) {
			withdraw?.();
			const isGone = problem.status === 404;
			const reason = isGone ? t`It is not there any more.` : problemText(problem);
			toastQueue.add({
				message: t`Not changed: ${namesOf(todos)}. ${reason}`,
				...(isGone ? {} : { action: { label: t`Try again`, run: () => void perform(plan.again(todos), isUndo) } }),
			});
		}
	};
	return (plan) => void perform(plan, false);
}
