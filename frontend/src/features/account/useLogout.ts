// Logs out: the server ends the session, then every tab of this browser forgets it. A server that cannot be reached
// leaves the session open, and whoever logs out is told so.
import { useMutation } from "@tanstack/react-query";
import { logout } from "@/api/generated/sdk.gen.ts";
import { asProblem, type Problem } from "@/api/problem.ts";
import { endSession } from "@/api/session.ts";

export function useLogout() {
	return useMutation<void, Problem>({
		mutationFn: async () => {
			try {
				await logout();
			} catch (error) {
				if (asProblem(error).status !== 401) {
					throw error;
				}
			}
			endSession();
		},
	});
}
