// Runs before the first paint, as a small blocking script: language, direction and theme from the choices kept in this
// browser, else from what the browser prefers; the frame for somebody who seems to be logged in (start.css), and the
// files that this one will need. src/lib/preferences.ts writes the same keys.
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
	const isMember = kept("session") !== null && !/^\/(?:login|register|goodbye)\b/.test(location.pathname);
	if (isMember) {
		page.dataset.session = "";
	}
	// The build writes these names into the document (plugins/bootScript.ts).
	for (const name of isMember ? [language, `member-${language}`, "member"] : [language]) {
		for (const file of document.currentScript?.getAttribute(`data-${name}`)?.split(" ") ?? []) {
			const link = document.createElement("link");
			link.rel = "modulepreload";
			link.href = file;
			document.head.append(link);
		}
	}
	const theme = kept("theme");
	if (theme === "light" || theme === "dark") {
		page.dataset.theme = theme;
	}
})();
