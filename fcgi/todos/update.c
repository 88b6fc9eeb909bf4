/* PUT and PATCH /todos/{id}/: replace a todo, or change the fields that are sent (RFC 7396). Takes If-Match. */
#include "todos.h"

enum result
todos_update(struct request *r)
{
	struct params params = request_params(r);

	params_integer(&params, r->id);
	params_text(&params, r->if_match);
	todo_params(&params, r->body);
	enum result result = request_run(r, QUERY_TODOS_UPDATE, &params);
	if (result != RESULT_OK)
		return result;
	return reply_row(r, 200);
}
