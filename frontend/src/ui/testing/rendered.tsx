// For component tests: a component among the providers that it expects, with the English messages.
import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { cleanup, render } from "@testing-library/react";
import type { ReactElement, ReactNode } from "react";
import { afterEach } from "vitest";
import { messages } from "../../locales/en.po";

afterEach(cleanup);

export function rendered(element: ReactElement) {
	i18n.loadAndActivate({ locale: "en", messages });
	return render(element, {
		wrapper: ({ children }: { children: ReactNode }) => <I18nProvider i18n={i18n}>{children}</I18nProvider>,
	});
}
