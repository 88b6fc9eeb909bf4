// The account's logins, and how they are ended: one, all but this one, or all.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { endSession as endOne, endSessions, listSessions } from "@/api/generated/sdk.gen.ts";
import type { Session } from "@/api/generated/types.gen.ts";
import { asProblem, type Problem } from "@/api/problem.ts";
import { endSession } from "@/api/session.ts";

const KEY = ["sessions"] as const;

export function useSessions() {
	return useQuery<Session[], Problem>({
		queryKey: KEY,
		queryFn: async ({ signal }) => (await listSessions({ signal })).data,
	});
}

/** One that has ended by itself meanwhile is as good as ended. */
async function endEach(ids: readonly string[]): Promise<void> {
	for (const session of ids) {
		try {
			await endOne({ path: { session } });
		} catch (error) {
			if (asProblem(error).status !== 404) {
				throw error;
			}
		}
	}
}

/** Ends the logins with these ids. */
export function useEndSessions() {
	const client = useQueryClient();
	return useMutation<void, Problem, readonly string[]>({
		mutationFn: endEach,
		onSettled: () => client.invalidateQueries({ queryKey: KEY }),
	});
}

/** Ends every login, this one included. */
export function useLogoutEverywhere() {
	return useMutation<void, Problem>({
		mutationFn: async () => {
			await endSessions();
			endSession();
		},
	});
}
