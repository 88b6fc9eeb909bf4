// A labelled choice of one out of many: the browser's own list, which every device shows as its users know it.
import { useId } from "react";
import styles from "./Select.module.css";

export type Option = { value: string; label: string };

type SelectProps = {
	label: string;
	options: readonly Option[];
	name?: string;
	hint?: string | undefined;
	error?: string | undefined;
	isDisabled?: boolean;
	defaultValue?: string;
	value?: string;
	onChange?: (value: string) => void;
};

export function Select({ label, options, hint, error, isDisabled = false, onChange, ...props }: SelectProps) {
	const id = useId();
	const described = error ?? hint;
	return (
		<div className={styles.field}>
			<label htmlFor={id} className={styles.label}>
				{label}
			</label>
			<select
				{...props}
				id={id}
				disabled={isDisabled}
				aria-invalid={error !== undefined}
				aria-describedby={described === undefined ? undefined : `${id}-text`}
				className={styles.select}
				onChange={(event) => onChange?.(event.target.value)}
			>
				{options.map((option) => (
					<option key={option.value} value={option.value}>
						{option.label}
					</option>
				))}
			</select>
			{described !== undefined && (
				<span id={`${id}-text`} className={error === undefined ? styles.hint : styles.error}>
					{described}
				</span>
			)}
		</div>
	);
}
