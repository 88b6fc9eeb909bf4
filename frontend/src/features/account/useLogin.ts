// Logs in: the refresh token goes into the cookie, the access token into memory.
import { useMutation } from "@tanstack/react-query";
import { login } from "@/api/generated/sdk.gen.ts";
import { asProblem, type Problem } from "@/api/problem.ts";
import { openSession } from "@/api/session.ts";

export type Credentials = { username: string; password: string };

export async function logIn(credentials: Credentials): Promise<void> {
	try {
		const { data } = await login({ body: { ...credentials, session: "cookie" } });
		openSession(data.access);
	} catch (error) {
		throw asProblem(error);
	}
}

export function useLogin() {
	return useMutation<void, Problem, Credentials>({ mutationFn: logIn });
}
