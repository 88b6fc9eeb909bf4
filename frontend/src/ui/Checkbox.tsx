// A checkbox whose name is only heard: the text beside it shows what it is for. Round ones complete, square ones select.
import { Checkbox as AriaCheckbox, type CheckboxProps as AriaCheckboxProps } from "react-aria-components/Checkbox";
import styles from "./Checkbox.module.css";
import { Icon } from "./Icon.tsx";

type CheckboxProps = Omit<AriaCheckboxProps, "className" | "style" | "children" | "aria-label"> & {
	label: string;
	shape?: "round" | "square";
};

export function Checkbox({ label, shape = "round", ...props }: CheckboxProps) {
	return (
		<AriaCheckbox {...props} aria-label={label} className={styles.checkbox}>
			<span className={styles.circle} data-shape={shape}>
				<Icon name="check" size={14} />
			</span>
		</AriaCheckbox>
	);
}
