// What somebody logged in sees first, as one file of the build: each file of its own would be a request more on the way.
import { TodoListPage } from "@/features/todos/list/TodoListPage.tsx";
import { Shell } from "./shell/Shell.tsx";
import { readStored } from "./shell/storedQueries.ts";

export const member = { Shell, TodoListPage, readStored };
