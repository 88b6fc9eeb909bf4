// React Aria brings its own texts in thirty languages: those that the app does not speak become empty modules.
import type { Plugin } from "vite";

const TEXTS = /react-(?:aria|stately|aria-components)\/.*\/intl\/.*\b(?!en-US|ru-RU)[a-z]{2}-[A-Z]{2}\.m?js$/;

export function reactAriaLocales(): Plugin {
	return {
		name: "tasklight-react-aria-locales",
		enforce: "pre",
		load: { filter: { id: TEXTS }, handler: () => "export default {};" },
	};
}
