// The cache of what the server said. Only failures that can pass are tried again; the end of the session empties it.
import { QueryClient } from "@tanstack/react-query";
import { asProblem } from "@/api/problem.ts";
import { mayHaveSession, onSessionChange } from "@/api/session.ts";

const TRIES = 3;

export const queryClient = new QueryClient({
	defaultOptions: {
		queries: { staleTime: 10_000, retry: (failures, error) => failures < TRIES - 1 && asProblem(error).passing },
		mutations: { networkMode: "always" },
	},
});

onSessionChange(() => {
	if (!mayHaveSession()) {
		queryClient.clear();
	}
});
