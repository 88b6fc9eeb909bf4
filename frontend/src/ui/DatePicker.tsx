// A day: typed part by part in the language's calendar, or chosen from a month. It comes and goes as YYYY-MM-DD.
import { type CalendarDate, GregorianCalendar, parseDate, toCalendar } from "@internationalized/date";
import { useLingui } from "@lingui/react/macro";
import { Button } from "react-aria-components/Button";
import { DateInput, DateSegment } from "react-aria-components/DateField";
import { DatePicker as AriaDatePicker } from "react-aria-components/DatePicker";
import { Dialog } from "react-aria-components/Dialog";
import { FieldError } from "react-aria-components/FieldError";
import { Group } from "react-aria-components/Group";
import { Label } from "react-aria-components/Label";
import { Popover } from "react-aria-components/Popover";
import { firstDayOfWeek } from "@/lib/calendar.ts";
import { useLanguage } from "@/lib/i18n.ts";
import styles from "./DateField.module.css";
import { Icon } from "./Icon.tsx";
import { MonthCalendar } from "./MonthCalendar.tsx";
import { useLocalDigits } from "./useLocalDigits.ts";

const GREGORIAN = new GregorianCalendar();

type DatePickerProps = {
	label: string;
	value: string | null;
	onChange: (day: string | null) => void;
	isDisabled?: boolean;
	error?: string | undefined;
};

export function DatePicker({ label, value, onChange, isDisabled = false, error }: DatePickerProps) {
	const { t } = useLingui();
	const digits = useLocalDigits<HTMLDivElement>();
	const report = (day: CalendarDate | null) => onChange(day === null ? null : toCalendar(day, GREGORIAN).toString());
	return (
		<AriaDatePicker<CalendarDate>
			value={value === null ? null : parseDate(value)}
			onChange={report}
			firstDayOfWeek={firstDayOfWeek(useLanguage())}
			granularity="day"
			shouldForceLeadingZeros
			isDisabled={isDisabled}
			isInvalid={error !== undefined}
			validationBehavior="aria"
			className={styles.field}
		>
			<Label className={styles.label}>{label}</Label>
			<Group ref={digits} className={styles.frame}>
				<DateInput className={styles.input}>
					{(segment) => <DateSegment segment={segment} className={styles.segment} />}
				</DateInput>
				<Button aria-label={t`Choose a day`} className={styles.open}>
					<Icon name="calendar" size={18} />
				</Button>
			</Group>
			<FieldError className={styles.error}>{error}</FieldError>
			<Popover placement="bottom start" className={styles.popover}>
				<Dialog aria-label={label} className={styles.dialog}>
					<MonthCalendar label={label} />
				</Dialog>
			</Popover>
		</AriaDatePicker>
	);
}
