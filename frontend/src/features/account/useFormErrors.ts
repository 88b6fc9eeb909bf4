// The errors of a form: those that the browser sees at once, and those that the server answered, by field. After a
// refusal the first wrong field gets the focus; typing into a field takes its error away.
import { type FormEvent, type RefObject, useEffect, useRef, useState } from "react";
import type { FieldError, Problem } from "@/api/problem.ts";
import { useFieldErrorText } from "@/api/useProblemText.ts";

type FormErrors = {
	form: RefObject<HTMLFormElement | null>;
	errorOf: (field: string) => string | undefined;
	clear: (field: string) => void;
	/** Reads the form; empty required fields become errors and nothing is returned. */
	read: (event: FormEvent<HTMLFormElement>, required: readonly string[]) => FormData | null;
};

export function useFormErrors(problem: Problem | null): FormErrors {
	const form = useRef<HTMLFormElement>(null);
	const [errors, setErrors] = useState<readonly FieldError[]>([]);
	const textOf = useFieldErrorText();

	useEffect(() => setErrors(problem?.fields ?? []), [problem]);
	useEffect(() => {
		if (errors.length > 0) {
			form.current?.querySelector<HTMLElement>('input[aria-invalid="true"]')?.focus();
		}
	}, [errors]);

	return {
		form,
		errorOf: (field) => {
			const error = errors.find((candidate) => candidate.field === field);
			return error && textOf(error);
		},
		clear: (field) =>
			setErrors((before) => (before.some((e) => e.field === field) ? before.filter((e) => e.field !== field) : before)),
		read: (event, required) => {
			event.preventDefault();
			const data = new FormData(event.currentTarget);
			const missing = required.filter((field) => data.get(field) === "");
			setErrors(missing.map((field) => ({ field, code: "required" })));
			return missing.length === 0 ? data : null;
		},
	};
}
