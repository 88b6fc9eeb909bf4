// The app's outbox, and how it and the cache go together: a change is shown at once, an answer when it comes, and what
// has been read anew is shown with the changes that are not in it yet.
import type { QueryClient } from "@tanstack/react-query";
import type { ChangeResult, Todo } from "@/api/generated/types.gen.ts";
import { onSessionChange } from "@/api/session.ts";
import { onForgetUser } from "@/lib/preferences.ts";
import { findTodos, historyKey, placeTodos, readAgain } from "../useTodos.ts";
import { adoptWrites, areWritesKept, keepWrites } from "./memory.ts";
import { Outbox } from "./outbox.ts";
import { idsOf, sendWrite, type Write } from "./writes.ts";

function nextSession(): Promise<void> {
	return new Promise((resolve) => {
		const stop = onSessionChange(() => {
			stop();
			resolve();
		});
	});
}

export const todoOutbox = new Outbox({ send: sendWrite, keep: keepWrites, session: nextSession });

// A session that has merely run out keeps them for its user.
onForgetUser(() => todoOutbox.clear());

/** Shows todos as the server has them, with what is still to be sent. */
export function showTodos(client: QueryClient, todos: readonly Todo[]): void {
	if (todos.length > 0) {
		placeTodos(
			client,
			todos.map((todo) => todoOutbox.applied(todo)),
		);
	}
}

/** Shows the write, sends it, shows the answer. What is refused is taken back before the caller is told. */
export async function write(client: QueryClient, wanted: Write): Promise<ChangeResult[]> {
	const before = findTodos(client, idsOf(wanted));
	const answer = todoOutbox.add(wanted);
	showTodos(client, before);
	try {
		const results = await answer;
		const done = results.flatMap((result) => ("todo" in result ? result.todo : []));
		const isDone = new Set(done.map(({ id }) => id));
		showTodos(client, [...before.filter(({ id }) => !isDone.has(id)), ...done]);
		for (const { id } of done) {
			void client.invalidateQueries({ queryKey: historyKey(id) });
		}
		// A read that has begun before may not know the change, and what was refused is not as it was thought to be.
		if (done.length < results.length || client.isFetching({ queryKey: ["todos"] }) > 0) {
			void readAgain(client);
		}
		return results;
	} catch (problem) {
		showTodos(client, before);
		void readAgain(client);
		throw problem;
	}
}

/** Begins with what an earlier page has left, for as long as the app is open. */
export function startOutbox(client: QueryClient, onRefused: (lost: Write, problem: unknown) => void): () => void {
	const stop = client.getQueryCache().subscribe((event) => {
		if (
			event.type === "updated" &&
			event.action.type === "success" &&
			event.action.manual !== true &&
			event.query.queryKey[0] === "todos"
		) {
			showTodos(client, findTodos(client, todoOutbox.ids()));
		}
	});
	const warn = (event: BeforeUnloadEvent) => {
		if (todoOutbox.state.count > 0 && !areWritesKept()) {
			event.preventDefault();
		}
	};
	const retry = () => todoOutbox.retryNow();
	addEventListener("beforeunload", warn);
	addEventListener("online", retry);
	adoptWrites((writes) => {
		for (const waiting of writes) {
			write(client, waiting).catch((problem: unknown) => onRefused(waiting, problem));
		}
	});
	return () => {
		stop();
		removeEventListener("beforeunload", warn);
		removeEventListener("online", retry);
	};
}
