// What a module lets import or leaves at the window: Vite's files, Lingui's catalogs, boot.js's requests.
/// <reference types="vite/client" />
declare module "*.po" {
	import type { Messages } from "@lingui/core";
	export const messages: Messages;
}

interface Window {
	/** Answers that boot.js has asked for, by method and address; absent for somebody not logged in. */
	early?: Record<string, Promise<Response>>;
}
