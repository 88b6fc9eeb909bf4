// A time of day, typed part by part as the language writes it. It comes and goes as HH:MM.
import { parseTime, type Time } from "@internationalized/date";
import { DateInput, DateSegment } from "react-aria-components/DateField";
import { Label } from "react-aria-components/Label";
import { TimeField as AriaTimeField } from "react-aria-components/TimeField";
import styles from "./DateField.module.css";
import { useLocalDigits } from "./useLocalDigits.ts";

type TimeFieldProps = {
	label: string;
	value: string | null;
	onChange: (time: string | null) => void;
	isDisabled?: boolean;
};

export function TimeField({ label, value, onChange, isDisabled = false }: TimeFieldProps) {
	const digits = useLocalDigits<HTMLDivElement>();
	return (
		<AriaTimeField<Time>
			ref={digits}
			value={value === null ? null : parseTime(value)}
			onChange={(time) => onChange(time === null ? null : time.toString().slice(0, "HH:MM".length))}
			granularity="minute"
			shouldForceLeadingZeros
			isDisabled={isDisabled}
			className={styles.field}
		>
			<Label className={styles.label}>{label}</Label>
			<DateInput className={`${styles.frame} ${styles.input}`}>
				{(segment) => <DateSegment segment={segment} className={styles.segment} />}
			</DateInput>
		</AriaTimeField>
	);
}
