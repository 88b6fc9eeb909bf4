// Point 25: what another tab or device does appears here, and nothing that is being typed is disturbed.
import { expect, test } from "./app.ts";
import { Device } from "./device.ts";
import { expectTitles, row, tick } from "./todos.ts";

test("a change in one tab is in the other within a second", async ({ context, page, member }) => {
	expect(member.username).not.toBe("");
	const other = await context.newPage();
	await other.goto("/inbox");
	await expect(other.getByText("Nothing here yet.")).toBeVisible();
	const line = page.getByRole("textbox", { name: "Add a todo" });

	await line.fill("from the first tab");
	await line.press("Enter");
	await expect(row(other, "from the first tab")).toBeVisible({ timeout: 1000 });
	await tick(page, "from the first tab");

	await expect(row(other, "from the first tab")).toHaveCount(0, { timeout: 1000 });
});

test("another device's changes come by themselves while somebody types", async ({ page, request, member }) => {
	const device = await Device.of(request, member);
	const [one] = await device.add(["one", "two"]);
	await page.reload();
	await expectTitles(page, ["one", "two"]);
	const line = page.getByRole("textbox", { name: "Add a todo" });
	await line.pressSequentially("half a sen");

	await device.patch(one?.id ?? 0, { title: "uno" });
	await device.add(["three"]);
	await expect
		.poll(() => page.locator('[role="row"] bdi').allTextContents(), { timeout: 8000 })
		.toEqual(["uno", "two", "three"]);

	await expect(line).toBeFocused();
	await expect(line).toHaveValue("half a sen");
	await device.remove(`/todos/${one?.id}/`);
	await device.remove(`/todos/trash/${one?.id}/`);
	await expect(row(page, "uno")).toHaveCount(0, { timeout: 8000 });
});

test("a poll without news is a 304, and a feed that has forgotten makes the list read anew", async ({
	page,
	request,
	member,
}) => {
	const device = await Device.of(request, member);
	await device.add(["one"]);
	await page.reload();
	await expectTitles(page, ["one"]);
	const poll = await page.waitForResponse((answer) => answer.url().includes("/todos/changes/"), { timeout: 8000 });
	expect(poll.status()).toBe(304);

	await page.route("**/todos/changes/**", (route) =>
		route.continue({
			url: route
				.request()
				.url()
				.replace(/since=\d+/, "since=999999999"),
		}),
	);
	await device.add(["two"]);
	const gone = await page.waitForResponse((answer) => answer.status() === 410, { timeout: 8000 });
	expect(gone.ok()).toBe(false);

	await expectTitles(page, ["one", "two"]);
});
