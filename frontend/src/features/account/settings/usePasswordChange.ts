// Changes the password; every other login ends, and the list of them is read again.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { changePassword } from "@/api/generated/sdk.gen.ts";
import type { PasswordChange } from "@/api/generated/types.gen.ts";
import type { Problem } from "@/api/problem.ts";

export function usePasswordChange() {
	const client = useQueryClient();
	return useMutation<void, Problem, PasswordChange>({
		mutationFn: async (body) => {
			await changePassword({ body });
		},
		onSuccess: () => client.invalidateQueries({ queryKey: ["sessions"] }),
	});
}
