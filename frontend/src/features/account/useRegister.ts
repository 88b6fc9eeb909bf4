// Makes an account and logs in to it.
import { useMutation } from "@tanstack/react-query";
import { register } from "@/api/generated/sdk.gen.ts";
import type { Problem } from "@/api/problem.ts";
import { logIn } from "./useLogin.ts";

export type Registration = { username: string; email: string; password: string };

export function useRegister() {
	return useMutation<void, Problem, Registration>({
		mutationFn: async ({ username, email, password }) => {
			await register({ body: { username, email, password } });
			await logIn({ username, password });
		},
	});
}
