/* GET /todos/trash/: what lies in the trash, deleted last first. Query: limit, cursor. */
#include "todos.h"

#include <stddef.h>

static const struct field fields[] = {
	{ "limit", FIELD_INTEGER, offsetof(struct todos_page_query, limit), .least = 1, .most = 1000, .initial = "1000" },
	{ "cursor", FIELD_CURSOR, offsetof(struct todos_page_query, cursor) },
};

const struct shape todos_page_shape = { SHAPE(struct todos_page_query, fields), .spelled = true };

enum result
todos_trash(struct request *r)
{
	const struct todos_page_query *query = r->query;
	struct params params = request_params(r);
	int64_t version;

	if (query->cursor.sort != 0 &&
	    (query->cursor.sort != 't' || !text_integer(query->cursor.key, 0, INT64_MAX, &version))) {
		field_error(&r->errors, TEXT("cursor"), "format", "It belongs to another list.");
		return RESULT_INVALID_PARAMETER;
	}
	params_text(&params, request_copy_version(r));
	params_text(&params, query->cursor.key);
	params_integer(&params, query->limit + 1);
	enum result result = request_run(r, QUERY_TODOS_TRASH_LIST, &params);
	if (result != RESULT_OK)
		return result;
	return reply_page(r, &(struct page){ .limit = query->limit, .parameter = "cursor", .sort = 't' });
}
