// The outbox: one write after the other, the same one again while only waiting helps, and what is finally refused.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ChangeResult, Todo } from "@/api/generated/types.gen.ts";
import { Problem } from "@/api/problem.ts";
import { Outbox } from "./outbox.ts";
import type { Write } from "./writes.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const todo = { id: 7, completed: false, completed_at: null, title: "milk", position: "m1" } as Todo;
const complete = (key: string, completed = true): Write => ({
	key,
	kind: "changes",
	changes: [{ op: "update", id: 7, completed }],
});

function outboxThat(...answers: (Problem | ChangeResult[])[]) {
	const sent: string[] = [];
	const kept: number[] = [];
	const outbox = new Outbox({
		send: async ({ key }) => {
			sent.push(key);
			const answer = answers.shift() ?? [];
			if (answer instanceof Problem) {
				throw answer;
			}
			return answer;
		},
		keep: (writes) => void kept.push(writes.length),
		session: () => Promise.resolve(),
	});
	return { outbox, sent, kept };
}

test("writes go one after the other, and are kept until they are confirmed", async () => {
	const { outbox, sent, kept } = outboxThat();

	await Promise.all([outbox.add(complete("a")), outbox.add(complete("b"))]);

	expect(sent).toEqual(["a", "b"]);
	expect(kept).toEqual([1, 2, 1, 0]);
});

test("a write that could not be sent is sent again with the same key, later and later", async () => {
	const away = new Problem("network");
	const { outbox, sent } = outboxThat(away, away);
	const done = outbox.add(complete("a"));

	await vi.advanceTimersByTimeAsync(999);
	expect(sent).toHaveLength(1);
	expect(outbox.state).toMatchObject({ count: 1, problem: away });
	await vi.advanceTimersByTimeAsync(1 + 1999);
	expect(sent).toHaveLength(2);
	await vi.advanceTimersByTimeAsync(1);
	await done;

	expect(sent).toEqual(["a", "a", "a"]);
	expect(outbox.state).toEqual({ count: 0, problem: null, retryAt: null });
});

test("Retry-After is obeyed", async () => {
	const { outbox, sent } = outboxThat(new Problem("too_many_requests", { status: 429, retryAfter: 40 }));
	void outbox.add(complete("a"));

	await vi.advanceTimersByTimeAsync(39_000);
	expect(sent).toHaveLength(1);
	await vi.advanceTimersByTimeAsync(1000);

	expect(sent).toHaveLength(2);
});

test("a final refusal is told, and the next write goes on", async () => {
	const { outbox, sent } = outboxThat(new Problem("forbidden", { status: 403 }));

	const refused = outbox.add(complete("a"));
	const next = outbox.add(complete("b"));

	await expect(refused).rejects.toMatchObject({ kind: "forbidden" });
	await next;
	expect(sent).toEqual(["a", "b"]);
});

test("a todo is shown with all that waits for it", () => {
	const { outbox } = outboxThat();
	void outbox.add(complete("a"));
	void outbox.add({ key: "b", kind: "moves", moves: [{ id: 7, place: {}, shownAt: "!1" }] });

	expect(outbox.applied(todo)).toMatchObject({ completed: true, position: "!1", title: "milk" });
	expect(outbox.applied({ ...todo, id: 8 })).toMatchObject({ completed: false, position: "m1" });
});
