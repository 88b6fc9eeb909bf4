// What tests of the list share: todos made through the API as another device would, and rows by their title.
import { type APIRequestContext, expect, type Page } from "@playwright/test";
import type { Account } from "./app.ts";

export type Made = { id: number; title: string; position: string };

/** Another device of the same account. */
export class Device {
	readonly #request: APIRequestContext;
	readonly #headers: Record<string, string>;

	private constructor(request: APIRequestContext, token: string) {
		this.#request = request;
		this.#headers = { Authorization: `Bearer ${token}` };
	}

	static async of(request: APIRequestContext, { username, password }: Account): Promise<Device> {
		const answer = await request.post("/auth/token/", { data: { username, password } });
		expect(answer.status()).toBe(200);
		return new Device(request, ((await answer.json()) as { access: string }).access);
	}

	/** In this order; 500 at a time. */
	async add(titles: readonly string[], fields: Record<string, unknown> = {}): Promise<Made[]> {
		const made: Made[] = [];
		for (let start = 0; start < titles.length; start += 500) {
			const changes = titles.slice(start, start + 500).map((title) => ({ op: "create", title, ...fields }));
			const answer = await this.#request.post("/todos/bulk/", { headers: this.#headers, data: { changes } });
			expect(answer.status()).toBe(200);
			made.push(...((await answer.json()) as { todo: Made }[]).map(({ todo }) => todo));
		}
		return made;
	}

	async patch(id: number, data: Record<string, unknown>): Promise<void> {
		const answer = await this.#request.patch(`/todos/${id}/`, { headers: this.#headers, data });
		expect(answer.status()).toBe(200);
	}

	async remove(path: string): Promise<void> {
		const answer = await this.#request.delete(path, { headers: this.#headers });
		expect(answer.status()).toBe(204);
	}

	async read<Answer>(path: string): Promise<Answer> {
		const answer = await this.#request.get(path, { headers: this.#headers });
		expect(answer.status()).toBe(200);
		return (await answer.json()) as Answer;
	}

	/** The titles of the open todos, in the user's order. */
	async titles(): Promise<string[]> {
		const todos = await this.read<Made[]>("/todos/?sort=position&completed=false");
		return todos.map(({ title }) => title);
	}
}

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
