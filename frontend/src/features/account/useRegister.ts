// Makes an account, logs in to it, and tells the server what this browser knows: language, time zone, start of the week.
import { useMutation } from "@tanstack/react-query";
import { patchProfile, register } from "@/api/generated/sdk.gen.ts";
import type { Problem } from "@/api/problem.ts";
import { weekStartOf } from "@/lib/calendar.ts";
import type { Language } from "@/lib/languages.ts";
import { logIn } from "./useLogin.ts";

export type Registration = { username: string; email: string; password: string };

async function tellChoices(language: Language): Promise<void> {
	const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
	await patchProfile({ body: { language, time_zone: timeZone, week_start: weekStartOf(language) } });
}

export function useRegister(language: Language) {
	return useMutation<void, Problem, Registration>({
		mutationFn: async ({ username, email, password }) => {
			await register({ body: { username, email, password } });
			await logIn({ username, password });
			// Without it the account is as good; the settings have the same.
			await tellChoices(language).catch(() => undefined);
		},
	});
}
