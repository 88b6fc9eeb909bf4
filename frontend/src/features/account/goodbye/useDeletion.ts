// How far the deletion of an account is: asked again each second until every service has confirmed.
import { useQuery } from "@tanstack/react-query";
import { getDeletion } from "@/api/generated/sdk.gen.ts";
import type { Deletion } from "@/api/generated/types.gen.ts";
import type { Problem } from "@/api/problem.ts";

const INTERVAL_MS = 1000;

export function useDeletion(receipt: string) {
	return useQuery<Deletion, Problem>({
		queryKey: ["deletion", receipt],
		queryFn: async ({ signal }) => (await getDeletion({ path: { receipt }, signal })).data,
		refetchInterval: ({ state }) => (state.data?.finished_at || state.error?.status === 404 ? false : INTERVAL_MS),
	});
}
