// A labelled choice of one out of many: the browser's own list, which every device shows as its users know it.
import { useId } from "react";
import styles from "./Choice.module.css";

type ChoiceProps = {
	label: string;
	options: readonly { value: string; label: string }[];
	name?: string;
	hint?: string | undefined;
	defaultValue?: string;
	value?: string;
	onChange?: (value: string) => void;
};

export function Choice({ label, options, hint, onChange, ...props }: ChoiceProps) {
	const id = useId();
	return (
		<div className={styles.choice}>
			<label htmlFor={id} className={styles.label}>
				{label}
			</label>
			<select
				{...props}
				id={id}
				aria-describedby={hint === undefined ? undefined : `${id}-hint`}
				className={styles.select}
				onChange={(event) => onChange?.(event.target.value)}
			>
				{options.map((option) => (
					<option key={option.value} value={option.value}>
						{option.label}
					</option>
				))}
			</select>
			{hint !== undefined && (
				<span id={`${id}-hint`} className={styles.hint}>
					{hint}
				</span>
			)}
		</div>
	);
}
