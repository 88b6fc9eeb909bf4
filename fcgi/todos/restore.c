/* POST /todos/{id}/restore/: take a todo back from the trash. Takes If-Match. */
#include "todos.h"

enum result
todos_restore(struct request *r)
{
	struct params params = request_params(r);

	params_integer(&params, r->id);
	params_text(&params, r->if_match);
	enum result result = request_run(r, QUERY_TODOS_RESTORE, &params);
	if (result != RESULT_OK)
		return result;
	return reply_row(r, 200);
}
