// A row of choices of which exactly one holds.
import { ToggleButton } from "react-aria-components/ToggleButton";
import { ToggleButtonGroup } from "react-aria-components/ToggleButtonGroup";
import styles from "./SegmentedControl.module.css";

export type Segment<Value extends string> = { value: Value; label: string; lang?: string };

type SegmentedControlProps<Value extends string> = {
	label: string;
	value: Value;
	segments: readonly Segment<Value>[];
	onChange: (value: Value) => void;
};

export function SegmentedControl<Value extends string>({ label, value, segments, onChange }: SegmentedControlProps<Value>) {
	return (
		<ToggleButtonGroup
			aria-label={label}
			selectionMode="single"
			disallowEmptySelection
			selectedKeys={[value]}
			onSelectionChange={(keys) => {
				const chosen = segments.find((segment) => keys.has(segment.value));
				if (chosen) {
					onChange(chosen.value);
				}
			}}
			className={styles.group}
		>
			{segments.map((segment) => (
				<ToggleButton key={segment.value} id={segment.value} className={styles.segment}>
					<span lang={segment.lang}>{segment.label}</span>
				</ToggleButton>
			))}
		</ToggleButtonGroup>
	);
}
