/* DELETE /todos/trash/{id}/ and /todos/trash/: remove one todo of the trash for good, or all of them. */
#include "todos.h"

/* Todos removed by one statement: some milliseconds, so that no other write of the user waits long. */
#define BATCH 10000

enum result
todos_trash_purge(struct request *r)
{
	struct params params = request_params(r);

	if (r->id > 0)
		params_integer(&params, r->id);
	else
		params_null(&params);
	params_null(&params);
	params_integer(&params, BATCH);
	for (;;) {
		enum result result = request_run(r, QUERY_TODOS_TRASH_PURGE, &params);
		if (result != RESULT_OK)
			return result;
		if (rows_integer(&r->rows, 0, "removed") < BATCH)
			return reply_empty(r);
	}
}
