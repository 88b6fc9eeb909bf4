// Point 15 for what opens over the list: the bar of the selected, a row's menu, the palette, the question before a purge.
import { axeViolations, expect, test } from "./app.ts";
import { Device } from "./device.ts";
import { expectTitles, row } from "./todos.ts";

for (const [locale, colorScheme] of [
	["en-US", "light"],
	["fa-IR", "dark"],
] as const) {
	test.describe(`in ${locale}, ${colorScheme}`, () => {
		test.use({ locale, colorScheme });

		test("axe finds nothing in what opens over the list", async ({ page, request, member }) => {
			const device = await Device.of(request, member);
			const [one] = await device.add(["one", "two", "three"]);
			await device.remove(`/todos/${one?.id}/`);
			await page.reload();
			await expectTitles(page, ["two", "three"]);

			await row(page, "two").focus();
			await page.keyboard.press("Space");
			await expect(page.getByRole("toolbar")).toBeVisible();
			expect(await axeViolations(page), "the bar").toEqual([]);
			await page.getByRole("toolbar").getByRole("button").nth(1).click();
			await expect(page.getByRole("menu")).toBeVisible();
			expect(await axeViolations(page), "a menu of the bar").toEqual([]);
			await page.keyboard.press("Escape");

			await page.keyboard.press("Control+k");
			await expect(page.getByRole("combobox")).toBeFocused();
			expect(await axeViolations(page), "the palette").toEqual([]);
			await page.keyboard.press("Escape");

			await page.goto("/trash");
			await expectTitles(page, ["one"]);
			expect(await axeViolations(page), "the trash").toEqual([]);
			await page.locator("#content").getByRole("button").first().click();
			await expect(page.getByRole("alertdialog")).toBeVisible();
			expect(await axeViolations(page), "the question").toEqual([]);
		});
	});
}
