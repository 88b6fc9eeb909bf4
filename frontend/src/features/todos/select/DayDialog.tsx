// Asks for the day that all selected todos get.
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useTimeZone } from "@/api/useProfile.ts";
import { todayIn } from "@/lib/dates.ts";
import { Button } from "@/ui/Button.tsx";
import { DatePicker } from "@/ui/DatePicker.tsx";
import { Dialog } from "@/ui/Dialog.tsx";

type DayDialogProps = { onChoose: (day: string) => void; onClose: () => void };

export function DayDialog({ onChoose, onClose }: DayDialogProps) {
	const { t } = useLingui();
	const [day, setDay] = useState<string | null>(todayIn(useTimeZone()));
	return (
		<Dialog
			title={t`Due date`}
			isOpen
			onClose={onClose}
			actions={
				<>
					<Button onPress={onClose}>{t`Cancel`}</Button>
					<Button look="primary" isDisabled={day === null} onPress={() => day !== null && onChoose(day)}>
						{t`Set the date`}
					</Button>
				</>
			}
		>
			<DatePicker label={t`Day`} value={day} onChange={setDay} />
		</Dialog>
	);
}
