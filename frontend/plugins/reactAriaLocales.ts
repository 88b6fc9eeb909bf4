// React Aria brings its own texts in thirty languages. Those that the app does not speak are left out, and the Arabic ones
// give their place to the Persian ones of src/locales/reactAria.ts.
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const PERSIAN = "calendar|datepicker|grid|menu|overlays|searchfield|spinbutton|toast";
const REPLACED = new RegExp(`/react-aria/.*/intl/(${PERSIAN})/ar-AE\\.m?js$`);
const REPLACING = new RegExp(`/react-aria/.*/(?:${PERSIAN})/intlStrings\\.m?js$`);
const DICTIONARIES = /\/react-(?:aria|stately|aria-components)\/.*\/intlStrings\.m?js$/;
const OTHER_LANGUAGES = /^\s*"(?!en-US|ru-RU|fa-IR)[a-z]{2}-[A-Z]{2}": .*$/gm;
const OURS = fileURLToPath(new URL("../src/locales/reactAria.ts", import.meta.url));

export function reactAriaLocales(): Plugin {
	return {
		name: "tasklight-react-aria-locales",
		enforce: "pre",
		load: {
			filter: { id: REPLACED },
			handler: (id) => `export { ${REPLACED.exec(id)?.[1]} as default } from "${OURS}";`,
		},
		transform: {
			filter: { id: DICTIONARIES },
			handler: (code, id) =>
				(REPLACING.test(id) ? code.replace('"ar-AE":', '"fa-IR":') : code).replace(OTHER_LANGUAGES, ""),
		},
	};
}
