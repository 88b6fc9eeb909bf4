// What has been done to how many todos, in a sentence.
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import type { Todo } from "@/api/generated/types.gen.ts";

export type Deed = "complete" | "reopen" | "delete" | "restore" | "move" | "change";

export function useChangeText(): (deed: Deed, todos: readonly Todo[]) => string {
	const { t } = useLingui();
	return (deed, todos) => {
		const count = todos.length;
		const title = todos[0]?.title ?? "";
		switch (deed) {
			case "complete":
				return count === 1
					? t`Completed: ${title}`
					: t`${plural(count, { one: "# todo completed", other: "# todos completed" })}`;
			case "reopen":
				return count === 1
					? t`Open again: ${title}`
					: t`${plural(count, { one: "# todo open again", other: "# todos open again" })}`;
			case "delete":
				return count === 1
					? t`Deleted: ${title}`
					: t`${plural(count, { one: "# todo deleted", other: "# todos deleted" })}`;
			case "restore":
				return count === 1
					? t`Restored: ${title}`
					: t`${plural(count, { one: "# todo restored", other: "# todos restored" })}`;
			case "move":
				return count === 1 ? t`Moved: ${title}` : t`${plural(count, { one: "# todo moved", other: "# todos moved" })}`;
			case "change":
				return count === 1
					? t`Changed: ${title}`
					: t`${plural(count, { one: "# todo changed", other: "# todos changed" })}`;
		}
	};
}
