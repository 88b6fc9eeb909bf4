// When a todo is due: a day, perhaps a time, and then the zone that it is meant in.
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useTimeZone } from "@/api/useProfile.ts";
import { Button } from "@/ui/Button.tsx";
import { DatePicker } from "@/ui/DatePicker.tsx";
import { Select } from "@/ui/Select.tsx";
import { TimeField } from "@/ui/TimeField.tsx";
import styles from "./DueField.module.css";
import { composedDue, dueParts, zoneChoices } from "./dueParts.ts";

type DueFieldProps = {
	value: string | null;
	onChange: (due: string | null) => void;
	isDisabled: boolean;
	error?: string | undefined;
};

export function DueField({ value, onChange, isDisabled, error }: DueFieldProps) {
	const { t } = useLingui();
	const zone = useTimeZone();
	const [isTiming, setTiming] = useState(false);
	const due = dueParts(value, zone);
	const hasTime = due.day !== null && (due.time !== null || isTiming);
	const change = (parts: Partial<typeof due>) => onChange(composedDue({ ...due, ...parts }));
	const removeTime = () => {
		setTiming(false);
		change({ time: null });
	};

	return (
		<div className={styles.due}>
			<DatePicker
				label={t`Due`}
				value={due.day}
				onChange={(day) => change({ day })}
				isDisabled={isDisabled}
				error={error}
			/>
			{hasTime && (
				<div className={styles.time}>
					<TimeField label={t`Time`} value={due.time} onChange={(time) => change({ time })} isDisabled={isDisabled} />
					{due.time !== null && (
						<Select
							label={t`Time zone`}
							value={due.zone}
							options={zoneChoices(due.zone, zone)}
							onChange={(wanted) => change({ zone: wanted })}
							isDisabled={isDisabled}
						/>
					)}
				</div>
			)}
			{due.day !== null && !isDisabled && (
				<div className={styles.actions}>
					{hasTime ? (
						<Button look="quiet" onPress={removeTime}>{t`Remove the time`}</Button>
					) : (
						<Button look="quiet" onPress={() => setTiming(true)}>{t`Add a time`}</Button>
					)}
					<Button look="quiet" onPress={() => onChange(null)}>{t`Remove the date`}</Button>
				</div>
			)}
		</div>
	);
}
