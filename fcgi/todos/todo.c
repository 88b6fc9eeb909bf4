/* What a todo may hold, as bodies send it and statements take it. */
#include "todos.h"

#include "due.h"

#include <stddef.h>

static const struct field fields[] = {
	{ "title", FIELD_TEXT, offsetof(struct todo, title), .required = true, .one_line = true, .not_blank = true,
	    .least = 1, .most = 255 },
	{ "description", FIELD_TEXT, offsetof(struct todo, description), .most = 16384, .bytes_most = 16384,
	    .initial = "" },
	{ "completed", FIELD_BOOLEAN, offsetof(struct todo, completed), .initial = "false" },
	{ "priority", FIELD_NUMERAL, offsetof(struct todo, priority), .least = 0, .most = 3, .initial = "0" },
	{ "due", FIELD_TEXT, offsetof(struct todo, due), .least = 1, .most = 128, .check = due_check, .initial = "" },
	{ "id", FIELD_READ_ONLY },
	{ "user_id", FIELD_READ_ONLY },
	{ "version", FIELD_READ_ONLY },
	{ "position", FIELD_READ_ONLY },
	{ "completed_at", FIELD_READ_ONLY },
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
	params_text(params, todo->priority);
	params_text(params, todo->due);
}

enum result
todos_run_create(struct request *r, unsigned query, const struct params *params)
{
	struct params owner = { .arena = r->arena };
	enum result result = request_run(r, query, params);

	if (result != RESULT_NEW_OWNER)
		return result;
	params_integer(&owner, r->identity.user_id);
	result = request_run(r, QUERY_TODOS_NEW_OWNER, &owner);
	return result == RESULT_OK ? request_run(r, query, params) : result;
}
