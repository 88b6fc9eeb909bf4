/* POST /todos/: create a todo. Body: title (1–255 characters), and optionally description, completed. */
#include "todos.h"

enum result
todos_create(struct request *r)
{
	struct params params = request_params(r), owner = { .arena = r->arena };

	params_text(&params, r->idempotency_key);
	params_text(&params, r->request_hash);
	params_integer(&params, r->config->todos_open_limit);
	todo_params(&params, r->body);
	enum result result = request_run(r, QUERY_TODOS_CREATE, &params);
	if (result == RESULT_NEW_OWNER) {
		params_integer(&owner, r->identity.user_id);
		result = request_run(r, QUERY_TODOS_NEW_OWNER, &owner);
		if (result == RESULT_OK)
			result = request_run(r, QUERY_TODOS_CREATE, &params);
	}
	if (result != RESULT_OK && result != RESULT_REPLAY)
		return result;
	return reply_created(r, "/todos/");
}
