/* POST /todos/{id}/history/{version}/revert/: undo one change of a todo. Takes If-Match. */
#include "todos.h"

enum result
todos_revert(struct request *r)
{
	struct params params = request_params(r);

	params_integer(&params, r->id);
	params_text(&params, r->if_match);
	params_integer(&params, r->version);
	enum result result = request_run(r, QUERY_TODOS_REVERT, &params);
	if (result != RESULT_OK)
		return result;
	return reply_row(r, 200);
}
