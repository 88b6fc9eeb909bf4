// The choice behind a button: what it says, and what it reports.
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { Select } from "./Select.tsx";
import { rendered } from "./testing/rendered.tsx";

const OPTIONS = [
	{ value: "1", label: "Low" },
	{ value: "3", label: "High" },
];

test("the button has the label's and the choice's name, another choice is reported", async () => {
	const onChange = vi.fn();
	rendered(<Select label="Priority" value="1" options={OPTIONS} onChange={onChange} />);

	await userEvent.click(screen.getByRole("button", { name: /Low.*Priority/ }));
	await userEvent.click(screen.getByRole("option", { name: "High" }));

	expect(onChange.mock.calls).toEqual([["3"]]);
});
