// Keeps what is shown up to date: asks for changes every few seconds while the page is seen, and at once when another tab
// of this browser has made one.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Problem } from "@/api/problem.ts";
import { followChanges } from "./followChanges.ts";
import { onOtherTab } from "./position.ts";

const POLL_MS = 5000;

export function useLiveTodos(): { problem: Problem | null; ask: () => void } {
	const client = useQueryClient();
	const { error, refetch } = useQuery<number | null, Problem>({
		queryKey: ["todo-changes"],
		queryFn: ({ signal }) => followChanges(client, signal),
		refetchInterval: POLL_MS,
		refetchOnWindowFocus: "always",
		networkMode: "always",
		staleTime: 0,
		retry: 1,
	});
	useEffect(() => onOtherTab(() => void refetch()), [refetch]);
	return { problem: error, ask: () => void refetch() };
}
