// What the server said about each field. The first wrong one gets the focus; changing a field takes its error away.
import { type RefObject, useEffect, useRef, useState } from "react";
import type { FieldError, Problem } from "@/api/problem.ts";
import { useFieldErrorText } from "@/api/useProblemText.ts";
import { FIELDS, type Field } from "../edit/draft.ts";

type FieldErrors = {
	form: RefObject<HTMLFormElement | null>;
	errorOf: (field: Field) => string | undefined;
	clear: (field: Field) => void;
};

const FOCUSABLE = "input:not([hidden]), textarea, select, [role=spinbutton], button";

export function useFieldErrors(problem: Problem | null): FieldErrors {
	const form = useRef<HTMLFormElement>(null);
	const [errors, setErrors] = useState<readonly FieldError[]>([]);
	const textOf = useFieldErrorText();

	useEffect(() => {
		const found = problem?.fields ?? [];
		setErrors(found);
		const first = FIELDS.find((field) => found.some((error) => error.field === field));
		if (first !== undefined) {
			form.current?.querySelector<HTMLElement>(`[data-field="${first}"] :is(${FOCUSABLE})`)?.focus();
		}
	}, [problem]);

	return {
		form,
		errorOf: (field) => {
			const error = errors.find((candidate) => candidate.field === field);
			return error && textOf(error);
		},
		clear: (field) => setErrors((before) => before.filter((error) => error.field !== field)),
	};
}
