// The choice of one out of many: its name, its hint, and what it reports.
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { Select } from "./Select.tsx";
import { rendered } from "./testing/rendered.tsx";

const ZONES = [
	{ value: "Asia/Tehran", label: "Tehran" },
	{ value: "Europe/Moscow", label: "Moscow" },
];

test("the choice has a name and a description, and shows what is chosen", () => {
	rendered(<Select label="Time zone" hint="This device is in Tehran." options={ZONES} defaultValue="Europe/Moscow" />);

	const list = screen.getByRole<HTMLSelectElement>("combobox", { name: "Time zone" });
	expect(list.value).toBe("Europe/Moscow");
	expect(document.getElementById(list.getAttribute("aria-describedby") ?? "")?.textContent).toBe(
		"This device is in Tehran.",
	);
});

test("another choice is reported by its value", async () => {
	const onChange = vi.fn();
	rendered(<Select label="Time zone" options={ZONES} value="Europe/Moscow" onChange={onChange} />);

	await userEvent.selectOptions(screen.getByRole("combobox"), "Tehran");

	expect(onChange.mock.calls).toEqual([["Asia/Tehran"]]);
});

test("a refusal takes the hint's place and is told of the choice", () => {
	rendered(
		<Select label="Time zone" hint="This device is in Tehran." error="There is no such zone." options={ZONES} />,
	);

	const list = screen.getByRole("combobox", { name: "Time zone" });
	expect(list.getAttribute("aria-invalid")).toBe("true");
	expect(document.getElementById(list.getAttribute("aria-describedby") ?? "")?.textContent).toBe(
		"There is no such zone.",
	);
	expect(screen.queryByText("This device is in Tehran.")).toBeNull();
});
