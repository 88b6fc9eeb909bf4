// The labelled line of text: its error is tied to it.
import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { TextField } from "./TextField.tsx";
import { rendered } from "./testing/rendered.tsx";

test("an error marks the field and describes it", () => {
	rendered(<TextField label="Username" error="It is taken." />);

	const input = screen.getByRole("textbox", { name: "Username" });
	const description = document.getElementById(input.getAttribute("aria-describedby")?.trim() ?? "");

	expect(input.getAttribute("aria-invalid")).toBe("true");
	expect(description?.textContent).toBe("It is taken.");
});

test("a field without an error is valid", () => {
	rendered(<TextField label="Username" />);

	expect(screen.getByRole("textbox").hasAttribute("aria-invalid")).toBe(false);
});
