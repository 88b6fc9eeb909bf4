// Runs before the first paint, as a small blocking script: language, direction and theme from the choices kept in this
// browser, else from what the browser prefers. src/lib/preferences.ts writes the same keys.
(() => {
	const page = document.documentElement;
	/** @param {string} name */
	const kept = (name) => {
		try {
			return localStorage.getItem(`tasklight.${name}`);
		} catch {
			return null;
		}
	};
	const languages = ["en", "fa", "ru"];
	const wanted = [kept("language"), ...navigator.languages].map((tag) => tag?.slice(0, 2).toLowerCase());
	const language = wanted.find((tag) => tag !== undefined && languages.includes(tag)) ?? "en";
	page.lang = language;
	page.dir = language === "fa" ? "rtl" : "ltr";
	const theme = kept("theme");
	if (theme === "light" || theme === "dark") {
		page.dataset.theme = theme;
	}
})();
