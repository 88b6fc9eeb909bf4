// The menu: opened from the keyboard, walked through with the arrow keys, closed by its command.
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { Button } from "./Button.tsx";
import { Menu } from "./Menu.tsx";
import { rendered } from "./testing/rendered.tsx";

test("arrow keys go around, Enter runs the command and closes the menu", async () => {
	const run = vi.fn();
	const command = (id: string) => ({ id, label: id, run: () => run(id) });
	rendered(
		<Menu label="Priority" commands={[command("high"), command("low")]}>
			<Button>Open</Button>
		</Menu>,
	);
	await userEvent.tab();
	await userEvent.keyboard("{Enter}");
	await waitFor(() => expect(document.activeElement?.textContent).toBe("high"));

	await userEvent.keyboard("{ArrowDown}{ArrowDown}{ArrowUp}");
	expect(document.activeElement?.textContent).toBe("low");
	await userEvent.keyboard("{Enter}");

	await waitFor(() => expect(run.mock.calls).toEqual([["low"]]));
	expect(screen.queryByRole("menu")).toBeNull();
});
