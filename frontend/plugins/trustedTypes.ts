// React Aria empties its announcer by innerHTML, which the page's policy (Trusted Types) refuses: in the build it removes
// the children instead. The build fails when there is nothing to replace, so that an update is noticed.
import type { Plugin } from "vite";

const ANNOUNCER = /react-aria\/dist\/private\/live-announcer\/LiveAnnouncer\.m?js$/;
const EMPTIED = /\.innerHTML = ''/g;

export function trustedTypes(): Plugin {
	return {
		name: "tasklight-trusted-types",
		transform: {
			filter: { id: ANNOUNCER },
			handler(code) {
				if (code.search(EMPTIED) < 0) {
					this.error("React Aria's announcer does not set innerHTML any more: this plugin can go");
				}
				return { code: code.replace(EMPTIED, ".textContent = ''"), map: null };
			},
		},
	};
}
