/* GET /todos/: the user's todos, newest first. Query: completed, limit (1–1,000), cursor (from Link). */
#include "todos.h"

#include <stddef.h>

static const struct field fields[] = {
	{ "completed", FIELD_BOOLEAN, offsetof(struct todos_list_query, completed) },
	{ "limit", FIELD_INTEGER, offsetof(struct todos_list_query, limit), .least = 1, .most = 1000, .initial = "1000" },
	{ "cursor", FIELD_CURSOR, offsetof(struct todos_list_query, cursor), .initial = "9223372036854775807" },
};

const struct shape todos_list_shape = { SHAPE(struct todos_list_query, fields), .spelled = true };

enum result
todos_list(struct request *r)
{
	const struct todos_list_query *query = r->query;
	struct params params = request_params(r);

	params_text(&params, query->completed);
	params_integer(&params, query->cursor);
	params_integer(&params, query->limit + 1);
	params_text(&params, request_copy_version(r));
	enum result result = request_run(r, QUERY_TODOS_LIST, &params);
	if (result != RESULT_OK)
		return result;
	return reply_page(r, &(struct page){ .limit = query->limit, .by = "id", .parameter = "cursor" });
}
