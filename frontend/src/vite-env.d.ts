// What Vite and Lingui let a module import.
/// <reference types="vite/client" />
declare module "*.po" {
	import type { Messages } from "@lingui/core";
	export const messages: Messages;
}
