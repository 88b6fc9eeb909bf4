// Light, dark, or as the system says.
import { useLingui } from "@lingui/react/macro";
import { setTheme, useTheme } from "@/lib/theme.ts";
import { SegmentedControl } from "./SegmentedControl.tsx";

export function ThemeChoice() {
	const { t } = useLingui();
	return (
		<SegmentedControl
			label={t`Appearance`}
			value={useTheme()}
			segments={[
				{ value: "system", label: t`System` },
				{ value: "light", label: t`Light` },
				{ value: "dark", label: t`Dark` },
			]}
			onChange={setTheme}
		/>
	);
}
