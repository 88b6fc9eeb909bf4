/* What a todo may hold, as bodies send it and statements take it. */
#include "todos.h"

#include <stddef.h>

static const struct field fields[] = {
	{ "title", FIELD_TEXT, offsetof(struct todo, title), .required = true, .one_line = true, .not_blank = true,
	    .least = 1, .most = 255 },
	{ "description", FIELD_TEXT, offsetof(struct todo, description), .most = 16384, .bytes_most = 16384,
	    .initial = "" },
	{ "completed", FIELD_BOOLEAN, offsetof(struct todo, completed), .initial = "false" },
	{ "id", FIELD_READ_ONLY },
	{ "user_id", FIELD_READ_ONLY },
	{ "version", FIELD_READ_ONLY },
	{ "created_at", FIELD_READ_ONLY },
	{ "updated_at", FIELD_READ_ONLY },
	{ "deleted_at", FIELD_READ_ONLY },
};

const struct shape todo_shape = { SHAPE(struct todo, fields) };
const struct shape todo_patch_shape = { SHAPE(struct todo, fields), .partial = true };

void
todo_params(struct params *params, const struct todo *todo)
{
	params_text(params, todo->title);
	params_text(params, todo->description);
	params_text(params, todo->completed);
}
