// Runs before the first paint, as a small blocking script: language, direction and theme from the choices kept in this
// browser, else from what the browser prefers. For somebody who seems to be logged in also the frame (start.css), and what
// will be needed soon: files, a token, and with it the first answers. src/lib/preferences.ts writes the same keys.
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
	for (const name of isMember ? [`member-${language}`, "member"] : [language]) {
		for (const file of document.currentScript?.getAttribute(`data-${name}`)?.split(" ") ?? []) {
			const link = document.createElement("link");
			const isStyle = file.endsWith(".css");
			link.rel = isStyle ? "preload" : "modulepreload";
			link.as = isStyle ? "style" : "script";
			link.href = file;
			document.head.append(link);
		}
	}
	if (isMember) {
		// src/api/send.ts takes these answers instead of asking; what fails here fails there.
		/** @type {Record<string, Promise<Response>>} */
		const early = {};
		window.early = early;
		/** @param {string} path @param {RequestInit} [options] */
		const ask = (path, options) => {
			// Read to its end, or it would hold its connection if nobody takes it.
			const answer = fetch(path, { signal: AbortSignal.timeout(15_000), ...options }).then(
				async (came) => new Response(await came.arrayBuffer(), came),
			);
			answer.catch(() => undefined);
			early[`${options?.method ?? "GET"} ${path}`] = answer;
			return answer;
		};
		ask("/auth/token/refresh/", { method: "POST" })
			.then(async (answer) => {
				if (!answer.ok) {
					return;
				}
				const { access } = await answer.clone().json();
				const headers = { Authorization: `Bearer ${access}` };
				ask("/auth/profile/", { headers });
				if (/^\/(?:inbox)?$/.test(location.pathname) && location.search === "") {
					ask("/todos/?completed=false&sort=position&limit=50", { headers });
				}
			})
			.catch(() => undefined);
	}
	const theme = kept("theme");
	if (theme === "light" || theme === "dark") {
		page.dataset.theme = theme;
	}
})();
