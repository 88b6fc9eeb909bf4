// The line to search with: when it reports what was typed.
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { SearchField } from "./SearchField.tsx";
import { rendered } from "./testing/rendered.tsx";

test("Enter reports at once, without the spaces around it", async () => {
	const onSearch = vi.fn();
	rendered(<SearchField label="Search" value="" maxLength={255} onSearch={onSearch} />);

	await userEvent.type(screen.getByRole("searchbox", { name: "Search" }), " milk {Enter}");

	expect(onSearch.mock.lastCall).toEqual(["milk"]);
});

test("a pause reports once", async () => {
	const onSearch = vi.fn();
	rendered(<SearchField label="Search" value="" maxLength={255} onSearch={onSearch} />);

	await userEvent.type(screen.getByRole("searchbox"), "milk");

	await vi.waitFor(() => expect(onSearch.mock.calls).toEqual([["milk"]]));
});

test("Esc empties it, and then is free for others", async () => {
	const onSearch = vi.fn();
	const onKeyDown = vi.fn();
	rendered(
		// biome-ignore lint/a11y/noStaticElementInteractions: what is around it listens
		<div role="presentation" onKeyDown={onKeyDown}>
			<SearchField label="Search" value="milk" maxLength={255} onSearch={onSearch} />
		</div>,
	);

	await userEvent.type(screen.getByRole("searchbox"), "{Escape}");
	expect(onSearch.mock.calls).toEqual([[""]]);
	expect(onKeyDown).not.toHaveBeenCalled();
});

test("another address shows its own search", () => {
	const { rerender } = rendered(<SearchField label="Search" value="milk" maxLength={255} onSearch={() => undefined} />);

	rerender(<SearchField label="Search" value="" maxLength={255} onSearch={() => undefined} />);

	expect(screen.getByRole<HTMLInputElement>("searchbox").value).toBe("");
});

test("what is typed before the address follows is not lost", async () => {
	const onSearch = vi.fn();
	const { rerender } = rendered(<SearchField label="Search" value="" maxLength={255} onSearch={onSearch} />);
	await userEvent.type(screen.getByRole("searchbox"), "mi{Enter}lk");

	rerender(<SearchField label="Search" value="mi" maxLength={255} onSearch={onSearch} />);

	expect(screen.getByRole<HTMLInputElement>("searchbox").value).toBe("milk");
});
