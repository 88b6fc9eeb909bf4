// A labelled line of text with a hint and, when the server or the form refuses it, the reason next to it.
import { FieldError } from "react-aria-components/FieldError";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { Text } from "react-aria-components/Text";
import { TextField as AriaTextField, type TextFieldProps as AriaTextFieldProps } from "react-aria-components/TextField";
import styles from "./TextField.module.css";

type TextFieldProps = Omit<AriaTextFieldProps, "className" | "style" | "children"> & {
	label: string;
	hint?: string | undefined;
	error?: string | undefined;
	/** "auto" for what people write in their own language. */
	dir?: "auto";
};

export function TextField({ label, hint, error, dir, ...props }: TextFieldProps) {
	return (
		<AriaTextField {...props} isInvalid={error !== undefined} validationBehavior="aria" className={styles.field}>
			<Label className={styles.label}>{label}</Label>
			<Input dir={dir} className={styles.input} />
			{hint !== undefined && (
				<Text slot="description" className={styles.hint}>
					{hint}
				</Text>
			)}
			<FieldError className={styles.error}>{error}</FieldError>
		</AriaTextField>
	);
}
