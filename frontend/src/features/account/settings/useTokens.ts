// The account's API tokens: read, made, and ended.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { createToken, endToken, listTokens } from "@/api/generated/sdk.gen.ts";
import type { ApiToken, ApiTokenFields, NewApiToken } from "@/api/generated/types.gen.ts";
import { asProblem, type Problem } from "@/api/problem.ts";

const KEY = ["tokens"] as const;

export function useTokens() {
	return useQuery<ApiToken[], Problem>({
		queryKey: KEY,
		queryFn: async ({ signal }) => (await listTokens({ signal })).data,
	});
}

export function useCreateToken() {
	const client = useQueryClient();
	return useMutation<NewApiToken, Problem, ApiTokenFields>({
		mutationFn: async (body) => (await createToken({ body })).data,
		// The token itself is shown once, and kept nowhere.
		gcTime: 0,
		onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
	});
}

export function useEndToken() {
	const client = useQueryClient();
	return useMutation<void, Problem, string>({
		mutationFn: async (token) => {
			try {
				await endToken({ path: { token } });
			} catch (error) {
				if (asProblem(error).status !== 404) {
					throw error;
				}
			}
		},
		onSettled: () => client.invalidateQueries({ queryKey: KEY }),
	});
}
