// Order by hand: with the pointer, from the keyboard, in both directions of writing, and undone.
import type { Page } from "@playwright/test";
import { expect, test } from "./app.ts";
import { Device } from "./device.ts";
import { expectTitles, row } from "./todos.ts";

const TITLES = ["one", "two", "three", "four"];

for (const locale of ["en-US", "fa-IR"]) {
	test.describe(`in ${locale}`, () => {
		test.use({ locale });

		test.beforeEach(async ({ page, request, member }) => {
			await (await Device.of(request, member)).add(TITLES);
			await page.reload();
			await expectTitles(page, TITLES);
		});

		test("a row is dragged to another place, and Ctrl+Z brings it back", async ({ page, request, member }) => {
			const handle = row(page, "four").locator("[data-handle]");
			await row(page, "four").hover();
			const target = await row(page, "two").boundingBox();
			const source = await handle.boundingBox();
			if (target === null || source === null) {
				throw new Error("the rows are not there");
			}
			await page.mouse.move(source.x + source.width / 2, source.y + source.height / 2);
			await page.mouse.down();
			await page.mouse.move(target.x + target.width / 2, target.y + target.height / 2, { steps: 8 });
			await page.mouse.move(target.x + target.width / 2, target.y + 4, { steps: 4 });
			await page.mouse.up();
			await expectTitles(page, ["one", "four", "two", "three"]);
			const device = await Device.of(request, member);
			await expect.poll(() => device.titles()).toEqual(["one", "four", "two", "three"]);

			await page.keyboard.press("Control+z");

			await expectTitles(page, TITLES);
			await expect.poll(() => device.titles()).toEqual(TITLES);
		});

		test.describe("on a touch screen", () => {
			test.use({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } });

			type Point = { x: number; y: number };

			/** A finger that comes down in one row, waits, goes to the beginning of another and leaves. */
			const drag = async (page: Page, from: string, to: string, wait: number) => {
				const [source, target] = await Promise.all([row(page, from).boundingBox(), row(page, to).boundingBox()]);
				if (target === null || source === null) {
					throw new Error("the rows are not there");
				}
				const client = await page.context().newCDPSession(page);
				const touch = (type: "touchStart" | "touchMove" | "touchEnd", touchPoints: Point[]) =>
					client.send("Input.dispatchTouchEvent", { type, touchPoints });
				const x = source.x + source.width / 2;
				const y = source.y + source.height / 2;
				const events = [touch("touchStart", [{ x, y }])];
				if (wait > 0) {
					await events[0];
					await page.waitForTimeout(wait);
				}
				for (let step = 1; step <= 8; step++) {
					events.push(touch("touchMove", [{ x, y: y + ((target.y + 4 - y) * step) / 8 }]));
				}
				// Together: a finger that goes on at once must not be held up by a slow machine.
				await Promise.all([...events, touch("touchEnd", [])]);
			};

			test("a finger that stays on a row drags it, and opens nothing", async ({ page, request, member }) => {
				await drag(page, "four", "two", 700);

				await expectTitles(page, ["one", "four", "two", "three"]);
				const device = await Device.of(request, member);
				await expect.poll(() => device.titles()).toEqual(["one", "four", "two", "three"]);
				await expect(page).toHaveURL(/\/inbox$/);
			});

			test("a finger that goes on at once scrolls, and moves nothing", async ({ page, request, member }) => {
				await drag(page, "four", "two", 0);

				await page.waitForTimeout(700);
				await expectTitles(page, TITLES);
				const device = await Device.of(request, member);
				expect(await device.titles()).toEqual(TITLES);
			});

			test("a tap opens the todo", async ({ page }) => {
				await row(page, "two").tap();

				await expect(page).toHaveURL(/todo=/);
			});
		});

		test("Alt with an arrow moves the row, which keeps the focus", async ({ page, request, member }) => {
			await row(page, "three").focus();
			await page.keyboard.press("Alt+ArrowUp");
			await expectTitles(page, ["one", "three", "two", "four"]);
			await page.keyboard.press("Alt+ArrowUp");
			await page.keyboard.press("Alt+ArrowUp");
			await expectTitles(page, ["three", "one", "two", "four"]);
			await page.keyboard.press("Alt+ArrowDown");

			await expectTitles(page, ["one", "three", "two", "four"]);
			await expect(row(page, "three")).toBeFocused();
			const device = await Device.of(request, member);
			await expect.poll(() => device.titles()).toEqual(["one", "three", "two", "four"]);
		});

		test("the arrow keys on a handle move its row, and the handle keeps the focus", async ({ page }) => {
			await row(page, "one").focus();
			await page.keyboard.press("Tab");
			await page.keyboard.press("ArrowDown");
			await page.keyboard.press("ArrowDown");

			await expectTitles(page, ["two", "three", "one", "four"]);
			await expect(row(page, "one").locator("[data-handle]")).toBeFocused();
		});
	});
}
