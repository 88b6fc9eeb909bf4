/* GET /todos/{id}/: one todo, also from the trash. */
#include "todos.h"

enum result
todos_get(struct request *r)
{
	struct params params = request_params(r);

	params_integer(&params, r->id);
	enum result result = request_run(r, QUERY_TODOS_GET, &params);
	if (result != RESULT_OK)
		return result;
	if (r->rows.count == 0)
		return RESULT_NOT_FOUND; /* a user who never wrote anything */
	return reply_row(r, 200);
}
