// The generated client can read event streams, which the API does not have: that part becomes an empty one.
import type { Plugin } from "vite";

const STREAMS = /\/generated\/core\/serverSentEvents\.gen\.ts$/;

export function generatedClient(): Plugin {
	return {
		name: "tasklight-generated-client",
		enforce: "pre",
		load: { filter: { id: STREAMS }, handler: () => "export const createSseClient = undefined;" },
	};
}
