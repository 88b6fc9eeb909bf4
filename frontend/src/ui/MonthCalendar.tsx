// A month of days to choose from, in the language's calendar; arrow keys go where they point, also from right to left.
import { GregorianCalendar, toCalendar } from "@internationalized/date";
import { useLingui } from "@lingui/react/macro";
import { useContext } from "react";
import {
	Calendar,
	CalendarCell,
	CalendarGrid,
	CalendarGridBody,
	CalendarGridHeader,
	CalendarHeaderCell,
	CalendarStateContext,
} from "react-aria-components/Calendar";
import { formatMonth } from "@/lib/dates.ts";
import { useLanguage } from "@/lib/i18n.ts";
import { Button } from "./Button.tsx";
import { Icon } from "./Icon.tsx";
import styles from "./MonthCalendar.module.css";

const GREGORIAN = new GregorianCalendar();

function MonthName() {
	const language = useLanguage();
	const state = useContext(CalendarStateContext);
	return (
		<span className={styles.month}>
			{state !== null && formatMonth(toCalendar(state.visibleRange.start, GREGORIAN).toString(), language)}
		</span>
	);
}

export function MonthCalendar({ label }: { label: string }) {
	const { t } = useLingui();
	return (
		<Calendar aria-label={label} className={styles.calendar}>
			<div className={styles.header}>
				<Button look="icon" slot="previous" aria-label={t`Previous month`}>
					<Icon name="previous" />
				</Button>
				<MonthName />
				<Button look="icon" slot="next" aria-label={t`Next month`}>
					<Icon name="next" />
				</Button>
			</div>
			<CalendarGrid weekdayStyle="narrow" className={styles.grid}>
				<CalendarGridHeader>
					{(day) => <CalendarHeaderCell className={styles.weekday}>{day}</CalendarHeaderCell>}
				</CalendarGridHeader>
				<CalendarGridBody>{(date) => <CalendarCell date={date} className={styles.day} />}</CalendarGridBody>
			</CalendarGrid>
		</Calendar>
	);
}
