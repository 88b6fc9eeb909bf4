// The day in parts: what is typed comes out as YYYY-MM-DD, and an error is tied to it.
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { DatePicker } from "./DatePicker.tsx";
import { rendered } from "./testing/rendered.tsx";

test("a day is shown in parts, one step up is the next one", async () => {
	const onChange = vi.fn();
	rendered(<DatePicker label="Due" value="2028-02-28" onChange={onChange} />);

	expect(screen.getAllByRole("spinbutton").map(({ textContent }) => textContent)).toEqual(["02", "28", "2028"]);
	screen.getByRole("spinbutton", { name: /day/ }).focus();
	await userEvent.keyboard("{ArrowUp}");

	expect(onChange.mock.calls).toEqual([["2028-02-29"]]);
});

test("an error says what is wrong with the date", () => {
	rendered(<DatePicker label="Due" value={null} onChange={() => undefined} error="This cannot be used." />);

	expect(screen.getByText("This cannot be used.")).toBeDefined();
	expect(screen.getByRole("spinbutton", { name: /day/ }).getAttribute("aria-invalid")).toBe("true");
});
