// The writes that the server has not confirmed: kept in order, also over a reload, and sent one by one with the same key
// until there is a final answer. What only has to wait (no network, 429, 5xx, a session that must be renewed) is tried again.
import type { ChangeResult, Todo } from "@/api/generated/types.gen.ts";
import { asProblem, type Problem } from "@/api/problem.ts";
import { afterWrite, idsOf, type Write } from "./writes.ts";

export type OutboxState = {
	/** How many writes wait for their answer. */
	count: number;
	/** Why the first of them could not be sent, and when it is tried again. */
	problem: Problem | null;
	retryAt: number | null;
};

type Entry = {
	write: Write;
	ids: ReadonlySet<number>;
	settle: (results: ChangeResult[]) => void;
	refuse: (problem: Problem) => void;
};

export type OutboxOptions = {
	send: (write: Write) => Promise<ChangeResult[]>;
	/** Remembers what is not confirmed yet. */
	keep: (writes: readonly Write[]) => void;
	/** Resolves when there is a session again. */
	session: () => Promise<void>;
};

const IDLE: OutboxState = { count: 0, problem: null, retryAt: null };
const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 30_000;

export class Outbox {
	readonly #options: OutboxOptions;
	readonly #listeners = new Set<() => void>();
	#entries: Entry[] = [];
	#state = IDLE;
	#isRunning = false;
	#wake: (() => void) | null = null;

	constructor(options: OutboxOptions) {
		this.#options = options;
	}

	get state(): OutboxState {
		return this.#state;
	}

	subscribe(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** What became of each change; rejects with the Problem that finally refused all of them. */
	add(write: Write): Promise<ChangeResult[]> {
		return new Promise((settle, refuse) => {
			this.#entries.push({ write, ids: new Set(idsOf(write)), settle, refuse });
			this.#changed({ count: this.#entries.length });
			void this.#run();
		});
	}

	/** Tries again at once instead of waiting. */
	retryNow(): void {
		this.#wake?.();
	}

	clear(): void {
		this.#entries = [];
		this.#changed(IDLE);
		this.#wake?.();
	}

	/** The todo as it will be when everything has been sent. */
	applied(todo: Todo): Todo {
		return this.#entries.reduce(
			(before, { write, ids }) => (ids.has(todo.id) ? afterWrite(before, write) : before),
			todo,
		);
	}

	/** The todos that waiting writes change. */
	ids(): number[] {
		return this.#entries.flatMap(({ ids }) => [...ids]);
	}

	#changed(state: Partial<OutboxState>): void {
		this.#state = { ...this.#state, ...state };
		this.#options.keep(this.#entries.map(({ write }) => write));
		for (const listener of this.#listeners) {
			listener();
		}
	}

	async #run(): Promise<void> {
		if (this.#isRunning) {
			return;
		}
		this.#isRunning = true;
		let failures = 0;
		for (let entry = this.#entries[0]; entry !== undefined; entry = this.#entries[0]) {
			try {
				const results = await this.#options.send(entry.write);
				this.#finish(entry, () => entry?.settle(results));
				failures = 0;
			} catch (error) {
				const problem = asProblem(error);
				if (problem.status === 401) {
					await this.#options.session();
				} else if (problem.passing || problem.kind === "busy") {
					await this.#wait(problem, failures++);
				} else {
					this.#finish(entry, () => entry?.refuse(problem));
				}
			}
		}
		this.#isRunning = false;
	}

	/** Nobody is told about a write that was cleared meanwhile. */
	#finish(entry: Entry, tell: () => void): void {
		if (this.#entries[0] === entry) {
			this.#entries.shift();
			this.#changed({ count: this.#entries.length, problem: null, retryAt: null });
			tell();
		}
	}

	async #wait(problem: Problem, failures: number): Promise<void> {
		const delay =
			problem.retryAfter === null
				? Math.min(FIRST_DELAY_MS * 2 ** failures, LONGEST_DELAY_MS)
				: problem.retryAfter * 1000;
		if (this.#entries.length === 0) {
			return;
		}
		this.#changed({ problem, retryAt: Date.now() + delay });
		await new Promise<void>((resolve) => {
			const timer = setTimeout(resolve, delay);
			this.#wake = () => {
				clearTimeout(timer);
				resolve();
			};
		});
		this.#wake = null;
		this.#changed({ retryAt: null });
	}
}
