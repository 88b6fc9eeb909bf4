// The commands that are there on every page: the views, the settings, language, appearance, logging out.
import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { useLogout } from "@/features/account/useLogout.ts";
import { useViewTexts } from "@/features/todos/useViewText.ts";
import { VIEWS } from "@/features/todos/views.ts";
import { type Command, useCommands } from "@/lib/commands.ts";
import { setLanguage } from "@/lib/i18n.ts";
import { LANGUAGES, NATIVE_NAMES } from "@/lib/languages.ts";
import { setTheme, THEMES } from "@/lib/theme.ts";

export function useAppCommands(): void {
	const { t } = useLingui();
	const navigate = useNavigate();
	const { mutate: logOut } = useLogout();
	const viewText = useViewTexts();
	useCommands(() => {
		const title = t`Settings`;
		const themes = { system: t`System`, light: t`Light`, dark: t`Dark` };
		return [
			...VIEWS.map((view): Command => {
				const { title } = viewText(view);
				return { id: view, label: t`Go to: ${title}`, run: () => void navigate({ to: `/${view}` }) };
			}),
			{
				id: "settings",
				label: t`Go to: ${title}`,
				run: () => void navigate({ to: "/settings/{-$page}", params: { page: "profile" } }),
			},
			...THEMES.map((theme): Command => {
				const name = themes[theme];
				return { id: `theme-${theme}`, label: t`Appearance: ${name}`, run: () => setTheme(theme) };
			}),
			...LANGUAGES.map((language): Command => {
				const name = NATIVE_NAMES[language];
				return { id: `language-${language}`, label: t`Language: ${name}`, run: () => void setLanguage(language) };
			}),
			{ id: "log-out", label: t`Log out`, run: () => logOut() },
		];
	});
}
