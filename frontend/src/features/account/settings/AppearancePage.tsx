// The page of how things look and are written: language, theme, calendar, and the day that a week begins with.
import { useLingui } from "@lingui/react/macro";
import { useProblemText } from "@/api/useProblemText.ts";
import { setCalendar, setWeekStart, useCalendar, WEEKDAYS, weekStartOf } from "@/lib/calendar.ts";
import { setLanguage, useLanguage } from "@/lib/i18n.ts";
import { LANGUAGES, localeOf, NATIVE_NAMES } from "@/lib/languages.ts";
import { Banner } from "@/ui/Banner.tsx";
import { PageTitle } from "@/ui/PageTitle.tsx";
import { SegmentedControl } from "@/ui/SegmentedControl.tsx";
import { Select } from "@/ui/Select.tsx";
import { ThemeChoice } from "@/ui/ThemeChoice.tsx";
import { usePatchProfile } from "../usePatchProfile.ts";
import styles from "./Section.module.css";
import { Section } from "./Section.tsx";

/** A Monday in UTC, to name the weekdays by. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

export function AppearancePage() {
	const { t } = useLingui();
	const language = useLanguage();
	const calendar = useCalendar();
	const problemText = useProblemText();
	const { mutate, error } = usePatchProfile();
	const weekday = new Intl.DateTimeFormat(localeOf(language), { weekday: "long", timeZone: "UTC" });
	const days = WEEKDAYS.map((day) => ({
		value: String(day),
		label: weekday.format(new Date(MONDAY + (day - 1) * DAY_MS)),
	}));

	return (
		<>
			<PageTitle>{t`Language and appearance`}</PageTitle>
			{error !== null && <Banner>{problemText(error)}</Banner>}
			<Section title={t`Language`} detail={t`Messages that the server sends you are in this language, too.`}>
				<SegmentedControl
					label={t`Language`}
					value={language}
					segments={LANGUAGES.map((value) => ({ value, label: NATIVE_NAMES[value], lang: value }))}
					onChange={(chosen) => {
						void setLanguage(chosen);
						mutate({ language: chosen });
					}}
				/>
			</Section>
			<Section title={t`Appearance`}>
				<ThemeChoice />
			</Section>
			<Section title={t`Dates`}>
				<div className={styles.labelled}>
					<span aria-hidden="true">{t`Calendar`}</span>
					<SegmentedControl
						label={t`Calendar`}
						value={calendar}
						segments={[
							{ value: "gregory", label: t`Gregorian` },
							{ value: "persian", label: t`Persian` },
						]}
						onChange={setCalendar}
					/>
				</div>
				<Select
					label={t`A week begins on`}
					value={String(weekStartOf(language))}
					options={days}
					onChange={(value) => {
						const day = WEEKDAYS.find((candidate) => String(candidate) === value) ?? 1;
						setWeekStart(day);
						mutate({ week_start: day });
					}}
				/>
			</Section>
		</>
	);
}
