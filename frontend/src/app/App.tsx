// What surrounds every page: language, React Aria's locale, the cache of what the server said, and the router.
import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { I18nProvider as AriaI18nProvider } from "react-aria-components/I18nProvider";
import { useLanguage } from "@/lib/i18n.ts";
import { localeOf } from "@/lib/languages.ts";
import { queryClient } from "./queryClient.ts";
import { router } from "./router.tsx";

function Localized() {
	return (
		<AriaI18nProvider locale={localeOf(useLanguage())}>
			<RouterProvider router={router} />
		</AriaI18nProvider>
	);
}

export function App() {
	return (
		<I18nProvider i18n={i18n}>
			<QueryClientProvider client={queryClient}>
				<Localized />
			</QueryClientProvider>
		</I18nProvider>
	);
}
