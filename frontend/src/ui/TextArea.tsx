// Several lines of text with a label and, when it is refused, the reason next to it.
import { FieldError } from "react-aria-components/FieldError";
import { Label } from "react-aria-components/Label";
import { TextArea as AriaTextArea } from "react-aria-components/TextArea";
import { TextField as AriaTextField, type TextFieldProps as AriaTextFieldProps } from "react-aria-components/TextField";
import styles from "./TextField.module.css";

type TextAreaProps = Omit<AriaTextFieldProps, "className" | "style" | "children"> & {
	label: string;
	rows: number;
	isLabelHidden?: boolean;
	error?: string | undefined;
};

export function TextArea({ label, rows, isLabelHidden = false, error, ...props }: TextAreaProps) {
	return (
		<AriaTextField {...props} isInvalid={error !== undefined} validationBehavior="aria" className={styles.field}>
			<Label className={isLabelHidden ? "visually-hidden" : styles.label}>{label}</Label>
			<AriaTextArea rows={rows} dir="auto" className={`${styles.input} ${styles.area}`} />
			<FieldError className={styles.error}>{error}</FieldError>
		</AriaTextField>
	);
}
