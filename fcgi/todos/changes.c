/*
 * GET /todos/changes/: what changed after a version, oldest first, todos in the trash and
 * markers of those removed for good included.
 * Query: since (0: from the beginning), limit (1–1,000). ETag: the version to ask from next.
 */
#include "todos.h"

#include <stddef.h>

struct todos_changes_query {
	int64_t since;
	int64_t limit;
};

static const struct field fields[] = {
	{ "since", FIELD_INTEGER, offsetof(struct todos_changes_query, since), .least = 0, .most = INT64_MAX,
	    .initial = "0" },
	{ "limit", FIELD_INTEGER, offsetof(struct todos_changes_query, limit), .least = 1, .most = 1000,
	    .initial = "1000" },
};

const struct shape todos_changes_shape = { SHAPE(struct todos_changes_query, fields), .spelled = true };

enum result
todos_changes(struct request *r)
{
	const struct todos_changes_query *query = r->query;
	struct params params = request_params(r);

	params_integer(&params, query->since);
	params_integer(&params, query->limit + 1);
	enum result result = request_run(r, QUERY_TODOS_CHANGES, &params);
	if (result != RESULT_OK)
		return result;
	return reply_page(r, &(struct page){ .limit = query->limit, .parameter = "since" });
}
