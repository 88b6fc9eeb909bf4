// Completes a todo, or opens it again.
import type { Todo } from "@/api/generated/types.gen.ts";
import { useTodoActions } from "./actions/useTodoActions.ts";

export function useToggleTodo(): (todo: Todo) => void {
	return useTodoActions().toggle;
}
