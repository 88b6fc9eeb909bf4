// The app's entry: the language first, so that nothing is painted in another one, then the page.
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "@/ui/tokens.css";
import "./start.css";
import { prepareClient } from "@/api/client.ts";
import { startLanguage } from "@/lib/i18n.ts";
import { followTheme } from "@/lib/theme.ts";
import { App } from "./App.tsx";

const container = document.getElementById("app");
if (container === null) {
	throw new Error("index.html has no #app");
}
prepareClient();
followTheme();
await startLanguage();
createRoot(container).render(
	<StrictMode>
		<App />
	</StrictMode>,
);
