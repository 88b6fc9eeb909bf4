/* GET /todos/{id}/history/: each change of a todo, newest first. Query: limit, cursor. */
#include "todos.h"

enum result
todos_history(struct request *r)
{
	const struct todos_page_query *query = r->query;
	struct params params = request_params(r);
	int64_t version;

	if (query->cursor.sort != 0 &&
	    (query->cursor.sort != 'h' || !text_integer(query->cursor.key, 0, INT64_MAX, &version))) {
		field_error(&r->errors, TEXT("cursor"), "format", "It belongs to another list.");
		return RESULT_INVALID_PARAMETER;
	}
	params_integer(&params, r->id);
	params_text(&params, query->cursor.key);
	params_integer(&params, query->limit + 1);
	enum result result = request_run(r, QUERY_TODOS_HISTORY, &params);
	if (result != RESULT_OK)
		return result;
	if (r->rows.count == 0)
		return RESULT_NOT_FOUND; /* a user who never wrote anything */
	return reply_page(r, &(struct page){ .limit = query->limit, .parameter = "cursor", .sort = 'h' });
}
