// Deletes the account. Afterwards nothing of it is left in this browser, in any tab; the receipt is all that remains.
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { deleteProfile } from "@/api/generated/sdk.gen.ts";
import { Problem } from "@/api/problem.ts";
import { endSession } from "@/api/session.ts";

const RECEIPT = /^\/auth\/deletions\/([0-9a-f-]{36})\/?$/;

export function useDeleteAccount() {
	const navigate = useNavigate();
	return useMutation<void, Problem, string>({
		mutationFn: async (password) => {
			const { response } = await deleteProfile({ body: { password } });
			const receipt = RECEIPT.exec(response.headers.get("Location") ?? "")?.[1];
			try {
				if (receipt === undefined) {
					throw new Problem("unexpected", { message: "no receipt in the answer" });
				}
				// Before the session ends: the frame of the app would go to the login page.
				await navigate({ to: "/goodbye", search: { receipt }, replace: true });
			} finally {
				endSession();
			}
		},
	});
}
