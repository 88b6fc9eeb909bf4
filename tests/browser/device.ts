// Another device of the same account, through the API: for what a test needs to be there, and for what somebody else does
// meanwhile.
import { type APIRequestContext, expect } from "@playwright/test";
import type { Account } from "./app.ts";

export type Fields = {
	title: string;
	description?: string;
	due?: string | null;
	priority?: number;
	completed?: boolean;
};

export type Made = Required<Fields> & { id: number; version: number; position: string };

/** How many changes the server takes in one request. */
const BULK = 500;

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

	/** In this order, by their titles or whole, each with the fields that all have. */
	async add(todos: readonly (string | Fields)[], common: Partial<Fields> = {}): Promise<Made[]> {
		const made: Made[] = [];
		for (let start = 0; start < todos.length; start += BULK) {
			const changes = todos
				.slice(start, start + BULK)
				.map((todo) => ({ op: "create", ...common, ...(typeof todo === "string" ? { title: todo } : todo) }));
			const answer = await this.#request.post("/todos/bulk/", { headers: this.#headers, data: { changes } });
			expect(answer.status()).toBe(200);
			made.push(...((await answer.json()) as { todo: Made }[]).map(({ todo }) => todo));
		}
		return made;
	}

	get(id: number): Promise<Made> {
		return this.read(`/todos/${id}/`);
	}

	patch(id: number, fields: Partial<Fields>): Promise<void> {
		return this.#patch(`/todos/${id}/`, fields);
	}

	patchProfile(fields: { time_zone?: string; display_name?: string }): Promise<void> {
		return this.#patch("/auth/profile/", fields);
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

	async #patch(path: string, data: Record<string, unknown>): Promise<void> {
		const answer = await this.#request.patch(path, { headers: this.#headers, data });
		expect(answer.status()).toBe(200);
	}
}
