// Digits of any keyboard for fields that take only their language's: ۷, ٧ and 7 are typed as the language writes them.
import { useEffect, useRef } from "react";
import { inDigitsOf, toLatinDigits } from "@/lib/digits.ts";
import { useLanguage } from "@/lib/i18n.ts";

export function useLocalDigits<E extends HTMLElement>() {
	const field = useRef<E>(null);
	const language = useLanguage();
	useEffect(() => {
		const frame = field.current;
		const onInput = (event: InputEvent) => {
			const local = event.data === null ? null : inDigitsOf(language, toLatinDigits(event.data));
			if (local !== null && local !== event.data) {
				event.preventDefault();
				event.stopImmediatePropagation();
				const { inputType } = event;
				const again = { data: local, inputType, bubbles: true, cancelable: true };
				event.target?.dispatchEvent(new InputEvent("beforeinput", again));
			}
		};
		frame?.addEventListener("beforeinput", onInput, { capture: true });
		return () => frame?.removeEventListener("beforeinput", onInput, { capture: true });
	}, [language]);
	return field;
}
