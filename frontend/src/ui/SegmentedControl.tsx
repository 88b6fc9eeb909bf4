// A row of choices of which exactly one holds: radio buttons of the browser's own, in one frame.
import { useId } from "react";
import styles from "./SegmentedControl.module.css";

export type Segment<Value extends string> = { value: Value; label: string; lang?: string };

type SegmentedControlProps<Value extends string> = {
	label: string;
	value: Value;
	segments: readonly Segment<Value>[];
	onChange: (value: Value) => void;
};

export function SegmentedControl<Value extends string>(props: SegmentedControlProps<Value>) {
	const name = useId();
	return (
		<fieldset className={styles.group}>
			<legend className="visually-hidden">{props.label}</legend>
			{props.segments.map(({ value, label, lang }) => (
				<label key={value} lang={lang} className={styles.segment}>
					<input
						type="radio"
						name={name}
						checked={value === props.value}
						onChange={() => props.onChange(value)}
						className={styles.input}
					/>
					{label}
				</label>
			))}
		</fieldset>
	);
}
