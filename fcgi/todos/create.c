/* POST /todos/: create a todo. Body: title (1–255 characters), and optionally description, completed, priority, due. */
#include "todos.h"

enum result
todos_create(struct request *r)
{
	struct params params = request_params(r);

	params_text(&params, r->idempotency_key);
	params_text(&params, r->request_hash);
	params_integer(&params, r->config->todos_open_limit);
	todo_params(&params, r->body);
	enum result result = todos_run_create(r, QUERY_TODOS_CREATE, &params);
	if (result != RESULT_OK && result != RESULT_REPLAY)
		return result;
	return reply_created(r, "/todos/");
}
