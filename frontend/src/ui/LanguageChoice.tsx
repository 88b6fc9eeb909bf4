// The languages, each in its own words; choosing one changes the page at once.
import { useLingui } from "@lingui/react/macro";
import { setLanguage, useLanguage } from "@/lib/i18n.ts";
import { LANGUAGES, NATIVE_NAMES } from "@/lib/languages.ts";
import { SegmentedControl } from "./SegmentedControl.tsx";

export function LanguageChoice() {
	const { t } = useLingui();
	return (
		<SegmentedControl
			label={t`Language`}
			value={useLanguage()}
			segments={LANGUAGES.map((value) => ({ value, label: NATIVE_NAMES[value], lang: value }))}
			onChange={(language) => void setLanguage(language)}
		/>
	);
}
