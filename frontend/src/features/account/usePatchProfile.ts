// Changes the account of whoever is logged in field by field.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { patchProfile } from "@/api/generated/sdk.gen.ts";
import type { Profile, ProfilePatch } from "@/api/generated/types.gen.ts";
import type { Problem } from "@/api/problem.ts";
import { PROFILE_KEY, taken } from "@/api/useProfile.ts";

export function usePatchProfile() {
	const client = useQueryClient();
	return useMutation<Profile, Problem, ProfilePatch>({
		mutationFn: async (body) => (await patchProfile({ body })).data,
		// An answer on its way does not know the change.
		onMutate: () => client.cancelQueries({ queryKey: PROFILE_KEY }),
		onError: () => void client.invalidateQueries({ queryKey: PROFILE_KEY }),
		onSuccess: (profile) => client.setQueryData(PROFILE_KEY, taken(profile)),
	});
}
