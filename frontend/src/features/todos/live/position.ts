// How far this tab knows the user's changes: up to which version, from the ETag of whatever list was read first.
import { client } from "@/api/generated/client.gen.ts";

const LISTS = /^\/todos\/(?:trash\/)?$/;
const channel = new BroadcastChannel("tasklight.todos");
let position: number | null = null;

export function versionOf(response: Response): number | null {
	const version = /^(?:W\/)?"(\d+)"$/.exec(response.headers.get("ETag") ?? "")?.[1];
	return version === undefined ? null : Number(version);
}

export function feedPosition(): number | null {
	return position;
}

/** Null: nothing is known, the lists have to be read again. */
export function setFeedPosition(version: number | null): void {
	position = version;
}

/** Another tab of this browser has changed todos. */
export function onOtherTab(listener: () => void): () => void {
	channel.addEventListener("message", listener);
	return () => channel.removeEventListener("message", listener);
}

client.interceptors.response.use((response, request) => {
	const { pathname } = new URL(request.url);
	if (response.ok && request.method === "GET" && LISTS.test(pathname)) {
		position ??= versionOf(response);
	} else if (response.ok && request.method !== "GET" && pathname.startsWith("/todos/")) {
		channel.postMessage(null);
	}
	return response;
});
