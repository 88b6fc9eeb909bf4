// Digits as people type them: Persian and Arabic-Indic ones become those that programs read.
import type { Language } from "./languages.ts";

const PERSIAN_ZERO = 0x06f0;
const ARABIC_ZERO = 0x0660;

export function toLatinDigits(text: string): string {
	return text.replace(/[\u06f0-\u06f9\u0660-\u0669]/g, (digit) => {
		const code = digit.charCodeAt(0);
		return String(code - (code >= PERSIAN_ZERO ? PERSIAN_ZERO : ARABIC_ZERO));
	});
}

/** Latin digits as a language writes them. */
export function inDigitsOf(language: Language, text: string): string {
	return language === "fa"
		? text.replace(/[0-9]/g, (digit) => String.fromCharCode(PERSIAN_ZERO + Number(digit)))
		: text;
}

/** Arabic letters that Persian writes differently, and digits, made equal: what search compares. */
export function toSearchForm(text: string): string {
	return toLatinDigits(text).replaceAll("ي", "ی").replaceAll("ك", "ک").normalize("NFKC").toLowerCase();
}
