// What tests of the list share: the titles that are seen, and rows by their title.
import { expect, type Page } from "@playwright/test";

export function titlesOn(page: Page): Promise<string[]> {
	return page.locator('[role="row"] bdi').allTextContents();
}

export async function expectTitles(page: Page, titles: readonly string[]): Promise<void> {
	await expect.poll(() => titlesOn(page)).toEqual(titles);
}

export function row(page: Page, title: string) {
	return page.getByRole("row", { name: title, exact: true });
}

/** Clicks the box that completes a todo. */
export function tick(page: Page, title: string): Promise<void> {
	return page
		.locator("label")
		.filter({ has: page.getByRole("checkbox", { name: `Complete ${title}`, exact: true }) })
		.click();
}
