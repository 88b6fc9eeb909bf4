// React Aria brings its own texts in thirty languages. Those that the app does not speak become empty modules, and the
// Arabic ones give their place to the Persian ones of src/locales/reactAria.ts.
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const TEXTS = /react-(?:aria|stately|aria-components)\/.*\/intl\/.*\b(?!en-US|ru-RU)[a-z]{2}-[A-Z]{2}\.m?js$/;
const PERSIAN = "calendar|datepicker|grid|menu|overlays|searchfield|spinbutton|toast";
const GIVEN_UP = new RegExp(`/react-aria/.*/intl/(${PERSIAN})/ar-AE\\.m?js$`);
const DICTIONARIES = new RegExp(`/react-aria/.*/(${PERSIAN})/intlStrings\\.m?js$`);
const OURS = fileURLToPath(new URL("../src/locales/reactAria.ts", import.meta.url));

export function reactAriaLocales(): Plugin {
	return {
		name: "tasklight-react-aria-locales",
		enforce: "pre",
		load: {
			filter: { id: TEXTS },
			handler: (id) => {
				const folder = GIVEN_UP.exec(id)?.[1];
				return folder === undefined ? "export default {};" : `export { ${folder} as default } from "${OURS}";`;
			},
		},
		transform: {
			filter: { id: DICTIONARIES },
			handler: (code) => code.replace('"ar-AE":', '"fa-IR":'),
		},
	};
}
