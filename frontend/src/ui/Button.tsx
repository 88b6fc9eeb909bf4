// A button: primary for the one thing a page is for, plain for the others, quiet inside text and bars, icon for a symbol.
import type { Ref } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components/Button";
import styles from "./Button.module.css";

export type ButtonLook = "primary" | "plain" | "quiet" | "icon" | "danger";

export type ButtonProps = Omit<AriaButtonProps, "className" | "style"> & {
	look?: ButtonLook;
	ref?: Ref<HTMLButtonElement>;
};

export function Button({ look = "plain", ...props }: ButtonProps) {
	return <AriaButton {...props} className={`${styles.button} ${styles[look]}`} />;
}
