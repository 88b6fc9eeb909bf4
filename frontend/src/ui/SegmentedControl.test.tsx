// The row of choices: what a screen reader hears, and what a choice reports.
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { SegmentedControl } from "./SegmentedControl.tsx";
import { rendered } from "./testing/rendered.tsx";

const SIZES = [
	{ value: "small", label: "Small" },
	{ value: "large", label: "Large" },
] as const;

test("exactly the current choice is checked, in a group with a name", () => {
	rendered(<SegmentedControl label="Size" value="small" segments={SIZES} onChange={() => undefined} />);

	expect(screen.getByRole("group", { name: "Size" })).toBeDefined();
	expect(screen.getByRole<HTMLInputElement>("radio", { name: "Small" }).checked).toBe(true);
	expect(screen.getByRole<HTMLInputElement>("radio", { name: "Large" }).checked).toBe(false);
});

test("another choice is reported by its value", async () => {
	const onChange = vi.fn();
	rendered(<SegmentedControl label="Size" value="small" segments={SIZES} onChange={onChange} />);

	await userEvent.click(screen.getByRole("radio", { name: "Large" }));

	expect(onChange.mock.calls).toEqual([["large"]]);
});
