/* DELETE /todos/{id}/: put a todo into the trash. Takes If-Match. */
#include "todos.h"

enum result
todos_delete(struct request *r)
{
	struct params params = request_params(r);

	params_integer(&params, r->id);
	params_text(&params, r->if_match);
	enum result result = request_run(r, QUERY_TODOS_DELETE, &params);
	if (result != RESULT_OK)
		return result;
	return reply_empty(r);
}
