// Points 6, 8, 11, 18 and 21: a list of any length, searched, filtered, sorted and shared by its address.

import { expect, logIn, test } from "./app.ts";
import { Device } from "./device.ts";

test("5,000 todos: few rows in the document, all by scrolling and by search", async ({ page, account, request }) => {
	const device = await Device.of(request, account);
	await device.add(Array.from({ length: 5000 }, (_, index) => ({ title: `Todo number ${index + 1}` })));
	await logIn(page, account);
	await expect(page.getByRole("row").first()).toBeVisible();
	expect(await page.getByRole("row").count()).toBeLessThan(60);

	const list = page.getByRole("grid");
	await expect
		.poll(
			async () => {
				await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
				return await page.getByRole("row").allInnerTexts();
			},
			{ timeout: 25_000, intervals: [20] },
		)
		.toContain("Todo number 5000");
	expect(await page.getByRole("row").count()).toBeLessThan(60);

	await page.getByRole("searchbox", { name: "Search" }).fill("number 4999");
	await expect(page.getByRole("row")).toHaveText(["Todo number 4999"]);
	await expect(page).toHaveURL(/q=number/);
});

test("a search takes ي and ك for ی and ک, and any digits, in a new todo as well", async ({ page, member, request }) => {
	const device = await Device.of(request, member);
	await device.add([{ title: "کتاب ۱۲" }, { title: "Milk" }]);
	await page.goto("/inbox");
	await page.getByRole("searchbox").fill("كتاب 12");
	await expect(page.getByRole("row")).toHaveText(["کتاب ۱۲"]);

	const line = page.getByRole("textbox", { name: "Add a todo" });
	await line.fill("دو كتاب ١٢");
	await line.press("Enter");
	await line.fill("Bread");
	await line.press("Enter");
	await expect(page.getByRole("row")).toHaveText(["کتاب ۱۲", "دو كتاب ١٢"]);
	await page.reload();
	await expect(page.getByRole("row")).toHaveText(["کتاب ۱۲", "دو كتاب ١٢"]);
	await expect(page.getByRole("searchbox")).toHaveValue("كتاب 12");
	await page.getByRole("button", { name: "Clear search" }).click();
	await expect(page.getByRole("row")).toHaveCount(4);
	await expect(page).toHaveURL("/inbox");
});

test("filters and the order stand in the address; nothing found says so", async ({ page, member, request }) => {
	const device = await Device.of(request, member);
	await device.add([
		{ title: "Low", priority: 1 },
		{ title: "High", priority: 3, due: "2020-01-01" },
		{ title: "Done high", priority: 3, completed: true },
	]);
	await page.goto("/inbox");
	await page.getByRole("button", { name: "Filter and sort" }).click();
	const panel = page.getByRole("dialog", { name: "Filter and sort" });
	await panel.getByRole("group", { name: "Sort by" }).getByRole("radio", { name: "Priority" }).click();
	await expect(page.getByRole("row", { includeHidden: true })).toHaveText([/High/, "Low"]);
	await panel.getByRole("group", { name: "Show" }).getByRole("radio", { name: "Both" }).click();
	await expect(page.getByRole("row", { includeHidden: true })).toHaveText(["Done high", /High/, "Low"]);
	await panel.getByRole("group", { name: "Priority" }).getByRole("radio", { name: "High" }).click();
	await panel.getByRole("group", { name: "Due" }).getByRole("radio", { name: "Overdue" }).click();
	await expect(page.getByRole("row", { includeHidden: true })).toHaveText([/^High/]);
	await page.keyboard.press("Escape");
	await page.reload();
	await expect(page.getByRole("row")).toHaveText([/^High/]);

	await page.getByRole("searchbox").fill("nothing like this");
	await expect(page.getByRole("status")).toHaveText("No todo fits the search.");
	await page.getByRole("button", { name: "Clear search and filters" }).click();
	await expect(page.getByRole("row")).toHaveCount(2);
});

test("a search in the inbox goes on among completed todos", async ({ page, member, request }) => {
	const device = await Device.of(request, member);
	await device.add([{ title: "Old bill", completed: true }]);
	await page.goto("/inbox?q=bill");
	await page.getByRole("button", { name: "Search completed ones too" }).click();

	await expect(page.getByRole("row")).toHaveText(["Old bill"]);
});

test("20 todos are added one after the other without the mouse", async ({ page, member }) => {
	expect(member.username).not.toBe("");
	const titles = Array.from({ length: 20 }, (_, index) => `Todo ${index + 1}`);
	await page.getByRole("textbox", { name: "Add a todo" }).focus();
	for (const title of titles) {
		await page.keyboard.type(title);
		await page.keyboard.press("Enter");
	}

	await expect(page.getByRole("textbox", { name: "Add a todo" })).toBeFocused();
	await expect.poll(async () => (await page.getByRole("grid").getAttribute("aria-rowcount")) ?? "20").toBe("20");
	await page.reload();
	await expect(page.getByRole("row").first()).toHaveText("Todo 1");
});

test("a double click writes in a title, although the first click has moved it away", async ({
	page,
	member,
	request,
}) => {
	const device = await Device.of(request, member);
	await device.add([{ title: "Buy milk" }]);
	await page.reload();
	const title = page.getByRole("row").locator("bdi");
	const { x, y } = (await title.boundingBox()) ?? { x: 0, y: 0 };
	await page.mouse.click(x + 40, y + 5);
	await expect(page.getByRole("region", { name: "Details" })).toBeVisible();
	expect((await title.boundingBox())?.x).not.toBe(x);
	await page.mouse.click(x + 40, y + 5, { clickCount: 2 });

	const line = page.getByRole("textbox", { name: "Title of Buy milk" });
	await expect(line).toBeFocused();
	await line.fill("Buy bread");
	await line.press("Enter");
	await expect(title).toHaveText("Buy bread");
});

test("Upcoming groups by day, in the order of the days", async ({ page, member, request }) => {
	const device = await Device.of(request, member);
	const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
	await device.add([
		{ title: "Later", due: day(20) },
		{ title: "Soon", due: day(3) },
		{ title: "Soon too", due: day(3) },
	]);
	await page.goto("/upcoming");

	await expect(page.getByRole("rowgroup")).toHaveCount(2);
	await expect(page.getByRole("rowgroup").first()).toContainText(/Soon.*Soon too/s);
	await expect(page.getByRole("rowgroup").last()).toContainText("Later");
});

for (const path of ["/inbox", "/upcoming", "details"]) {
	test.describe("320 px wide", () => {
		test.use({ viewport: { width: 320, height: 700 }, hasTouch: true });

		test(`nothing is wider than the page: ${path}`, async ({ page, member, request }) => {
			const device = await Device.of(request, member);
			const due = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
			const [todo] = await device.add([
				{ title: "Donaudampfschifffahrtsgesellschaftskapitän".repeat(4), priority: 3, due },
			]);
			await page.goto(path === "details" ? `/inbox?todo=${todo?.id}` : path);
			const shown = path === "details" ? page.getByRole("region", { name: "Details" }) : page.getByText(/^Donau/);
			await expect(shown.first()).toBeVisible();

			const widths = await page.evaluate(() => [
				document.documentElement.scrollWidth,
				...[...document.querySelectorAll("main, main section, [role=grid]")].map(
					({ scrollWidth, clientWidth }) => scrollWidth - clientWidth,
				),
			]);
			expect(widths).toEqual([320, ...widths.slice(1).map(() => 0)]);
		});
	});
}
