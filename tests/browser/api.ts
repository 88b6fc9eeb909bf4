// The account's own client of the API, for what a test needs to be there and for what somebody else does meanwhile.
import type { APIRequestContext } from "@playwright/test";
import { type Account, expect } from "./app.ts";

export type Fields = {
	title: string;
	description?: string;
	due?: string | null;
	priority?: number;
	completed?: boolean;
};

export type Stored = Fields & { id: number; version: number; due: string | null; description: string };

const BULK = 500;

export class Api {
	private readonly request: APIRequestContext;
	private readonly headers: Record<string, string>;

	private constructor(request: APIRequestContext, token: string) {
		this.request = request;
		this.headers = { Authorization: `Bearer ${token}` };
	}

	static async of(request: APIRequestContext, account: Account): Promise<Api> {
		const answer = await request.post("/auth/token/", { data: account });
		expect(answer.status()).toBe(200);
		const { access } = (await answer.json()) as { access: string };
		return new Api(request, access);
	}

	async add(...todos: Fields[]): Promise<Stored[]> {
		const added: Stored[] = [];
		for (let start = 0; start < todos.length; start += BULK) {
			const changes = todos.slice(start, start + BULK).map((todo) => ({ op: "create", ...todo }));
			const answer = await this.request.post("/todos/bulk/", { data: { changes }, headers: this.headers });
			expect(answer.status()).toBe(200);
			added.push(...((await answer.json()) as { todo: Stored }[]).map(({ todo }) => todo));
		}
		return added;
	}

	async get(id: number): Promise<Stored> {
		return (await (await this.request.get(`/todos/${id}/`, { headers: this.headers })).json()) as Stored;
	}

	async patch(id: number, data: Partial<Fields>): Promise<void> {
		expect((await this.request.patch(`/todos/${id}/`, { data, headers: this.headers })).status()).toBe(200);
	}

	async setZone(time_zone: string): Promise<void> {
		const answer = await this.request.patch("/auth/profile/", { data: { time_zone }, headers: this.headers });
		expect(answer.status()).toBe(200);
	}
}
