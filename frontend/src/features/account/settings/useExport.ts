// Reads everything that is the user's from the API and hands it to them as one JSON file.
import { useMutation } from "@tanstack/react-query";
import { getProfile, listTodos, listTrash } from "@/api/generated/sdk.gen.ts";
import { readAll } from "@/api/pages.ts";
import type { Problem } from "@/api/problem.ts";

const PAGE_SIZE = 1000;

async function readEverything(): Promise<unknown> {
	const { data: profile } = await getProfile();
	const todos = await readAll((place) => listTodos({ query: { ...place, limit: PAGE_SIZE } }));
	const trash = await readAll((place) => listTrash({ query: { ...place, limit: PAGE_SIZE } }));
	return { exported_at: new Date().toISOString(), profile, todos, trash };
}

function save(name: string, content: unknown): void {
	const address = URL.createObjectURL(new Blob([JSON.stringify(content, null, "\t")], { type: "application/json" }));
	const link = document.createElement("a");
	link.href = address;
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

export function useExport() {
	return useMutation<void, Problem>({
		mutationFn: async () => save(`tasklight-${new Date().toISOString().slice(0, 10)}.json`, await readEverything()),
	});
}
