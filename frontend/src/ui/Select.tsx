// One choice of several, behind a button that shows the current one.
import { Button } from "react-aria-components/Button";
import { Label } from "react-aria-components/Label";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Popover } from "react-aria-components/Popover";
import { Select as AriaSelect, SelectValue } from "react-aria-components/Select";
import { Icon } from "./Icon.tsx";
import styles from "./Select.module.css";

export type Option = { value: string; label: string };

type SelectProps = {
	label: string;
	value: string;
	options: readonly Option[];
	onChange: (value: string) => void;
	isDisabled?: boolean;
	error?: string | undefined;
};

export function Select({ label, value, options, onChange, isDisabled = false, error }: SelectProps) {
	return (
		<AriaSelect
			value={value}
			onChange={(key) => key !== null && onChange(String(key))}
			isDisabled={isDisabled}
			isInvalid={error !== undefined}
			className={styles.field}
		>
			<Label className={styles.label}>{label}</Label>
			<Button className={styles.button}>
				<SelectValue className={styles.value}>{({ selectedText }) => selectedText}</SelectValue>
				<span className={styles.arrow}>
					<Icon name="next" size={16} />
				</span>
			</Button>
			{error !== undefined && <p className={styles.error}>{error}</p>}
			<Popover className={styles.popover}>
				<ListBox items={options} className={styles.list}>
					{(option) => (
						<ListBoxItem id={option.value} textValue={option.label} className={styles.option}>
							<span className={styles.text}>{option.label}</span>
							<Icon name="check" size={16} />
						</ListBoxItem>
					)}
				</ListBox>
			</Popover>
		</AriaSelect>
	);
}
