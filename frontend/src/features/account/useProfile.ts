// The account of whoever is logged in: read, and changed field by field.
import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getProfile, patchProfile } from "@/api/generated/sdk.gen.ts";
import type { Profile, ProfilePatch } from "@/api/generated/types.gen.ts";
import type { Problem } from "@/api/problem.ts";
import { setWeekStart, WEEKDAYS } from "@/lib/calendar.ts";

const KEY = ["profile"] as const;
const FRESH_MS = 300_000;

/** What dates need of it is kept in this browser, where it is there before the profile is. */
function taken(profile: Profile): Profile {
	const start = WEEKDAYS.find((day) => day === profile.week_start);
	if (start !== undefined) {
		setWeekStart(start);
	}
	return profile;
}

export function useProfile() {
	return useQuery<Profile, Problem>({
		queryKey: KEY,
		queryFn: async ({ signal }) => taken((await getProfile({ signal })).data),
		staleTime: FRESH_MS,
	});
}

/** The name in the profile that has been read, if it has. */
export function knownUsername(client: QueryClient): string | undefined {
	return client.getQueryData<Profile>(KEY)?.username;
}

export function usePatchProfile() {
	const client = useQueryClient();
	return useMutation<Profile, Problem, ProfilePatch>({
		mutationFn: async (body) => (await patchProfile({ body })).data,
		onSuccess: (profile) => client.setQueryData(KEY, taken(profile)),
	});
}
