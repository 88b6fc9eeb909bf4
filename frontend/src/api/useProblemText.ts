// What went wrong, in the reader's language: for a whole request, and for one field of it.
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import type { FieldError, Problem } from "./problem.ts";

export function useProblemText(): (problem: Problem) => string {
	const { t } = useLingui();
	return (problem) => {
		if (problem.kind === "network") {
			return t`The server cannot be reached. Check your connection and try again.`;
		}
		if (problem.kind === "timeout") {
			return t`The server did not answer in time. Try again.`;
		}
		if (problem.status === 429) {
			const seconds = problem.retryAfter ?? 60;
			return t`Too many tries. Wait ${plural(seconds, { one: "# second", other: "# seconds" })} and try again.`;
		}
		if (problem.status >= 500) {
			return t`The server is not available at the moment. Try again.`;
		}
		if (problem.status === 409 && problem.kind === "limit") {
			return t`You have as many open todos as this server allows.`;
		}
		return t`This did not work.`;
	};
}

export function useFieldErrorText(): (error: FieldError) => string {
	const { t } = useLingui();
	return ({ code }) => {
		switch (code) {
			case "required":
			case "blank":
				return t`Please fill this in.`;
			case "taken":
				return t`Another account has it already.`;
			case "too_short":
				return t`This is too short.`;
			case "too_long":
				return t`This is too long.`;
			case "too_common":
				return t`Too many people use this password. Choose another one.`;
			case "same_as_name":
				return t`The password must not be the username.`;
			case "wrong":
				return t`This is not right.`;
			case "format":
				return t`This is not well formed.`;
			default:
				return t`This cannot be used.`;
		}
	};
}
