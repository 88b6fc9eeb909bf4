// A newer build of the app is offered, never forced, and taking it loses nothing that was typed.
import { expect, test } from "./app.ts";

test("a new version is offered when the page is looked at again; what was typed is there after the reload", async ({
	page,
	member,
}) => {
	expect(member.username).not.toBe("");
	await page.getByRole("textbox", { name: "Add a todo" }).fill("half a thou");
	await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
	await page.waitForTimeout(500);
	await expect(page.getByText("A new version is here.")).toHaveCount(0);

	// The document of a later build, as the app's own request for it gets it.
	await page.route("/", async (route) => {
		const answer = await route.fetch();
		await route.fulfill({
			response: answer,
			body: (await answer.text()).replace("/assets/start-", "/assets/start-later-"),
		});
	});
	await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
	await expect(page.getByText("A new version is here.")).toBeVisible();
	await expect(page.getByRole("textbox", { name: "Add a todo" })).toHaveValue("half a thou");
	await page.getByRole("button", { name: "Reload" }).click();

	await expect(page.getByRole("textbox", { name: "Add a todo" })).toHaveValue("half a thou");
	await expect(page.getByText("A new version is here.")).toHaveCount(0);
});
