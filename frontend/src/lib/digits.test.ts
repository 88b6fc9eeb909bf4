// Digits and letters that look different and mean the same.
import { expect, test } from "vitest";
import { toLatinDigits, toSearchForm } from "./digits.ts";

test("Persian and Arabic-Indic digits become Latin ones", () => {
	expect(toLatinDigits("۰۱۲۳۴۵۶۷۸۹ ٠١٢٣٤٥٦٧٨٩ 0")).toBe("0123456789 0123456789 0");
});

test("Arabic ي and ك match Persian ی and ک", () => {
	expect(toSearchForm("كتابي ١٢")).toBe(toSearchForm("کتابی ۱۲"));
});
