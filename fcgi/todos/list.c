/*
 * GET /todos/: the user's todos. Query: sort (newest, position, due, priority, updated), limit
 * (1–1,000), cursor (from Link), and the filters completed, priority, due_after, due_before (a date
 * or a time), overdue, has_due, q (text in title or description).
 */
#include "todos.h"

#include "due.h"

#include <stddef.h>

struct todos_list_query {
	struct text sort;
	int64_t limit;
	struct cursor cursor;
	struct text completed;
	struct text priority;
	struct text due_after;
	struct text due_before;
	struct text overdue;
	struct text has_due;
	struct text q;
};

/* Seconds since 1970 in a cursor, from before the year 1 to what stands for no due date: due_of_key in sql/todos. */
#define DUE_KEY_MIN (-99999999999)
#define DUE_KEY_MAX 999999999999

/* Each order is a statement of its own; the letter is its cursor's, and what range its key has when it is a number. */
static const struct sort {
	const char *name;
	unsigned query;
	char letter;
	bool numeric;
	int64_t least, most;
} sorts[] = {
	{ "newest", QUERY_TODOS_LIST_NEWEST, 'n' },
	{ "position", QUERY_TODOS_LIST_POSITION, 'o' },
	{ "due", QUERY_TODOS_LIST_DUE, 'd', true, DUE_KEY_MIN, DUE_KEY_MAX },
	{ "priority", QUERY_TODOS_LIST_PRIORITY, 'p', true, 0, 3 },
	{ "updated", QUERY_TODOS_LIST_UPDATED, 'u', true, 0, INT64_MAX },
};

#define SORTS (sizeof(sorts) / sizeof(sorts[0]))

static const struct sort *
find_sort(struct text name)
{
	for (size_t i = 0; i < SORTS; i++)
		if (text_equal(name, text_from(sorts[i].name)))
			return &sorts[i];
	return NULL;
}

static const char *
check_sort(struct text name)
{
	return find_sort(name) == NULL ? "It must be newest, position, due, priority or updated." : NULL;
}

static const struct field fields[] = {
	{ "sort", FIELD_TEXT, offsetof(struct todos_list_query, sort), .least = 1, .most = 20, .check = check_sort,
	    .initial = "newest" },
	{ "limit", FIELD_INTEGER, offsetof(struct todos_list_query, limit), .least = 1, .most = 1000, .initial = "1000" },
	{ "cursor", FIELD_CURSOR, offsetof(struct todos_list_query, cursor) },
	{ "completed", FIELD_BOOLEAN, offsetof(struct todos_list_query, completed) },
	{ "priority", FIELD_NUMERAL, offsetof(struct todos_list_query, priority), .least = 0, .most = 3 },
	{ "due_after", FIELD_TEXT, offsetof(struct todos_list_query, due_after), .least = 1, .most = 128,
	    .check = due_check },
	{ "due_before", FIELD_TEXT, offsetof(struct todos_list_query, due_before), .least = 1, .most = 128,
	    .check = due_check },
	{ "overdue", FIELD_BOOLEAN, offsetof(struct todos_list_query, overdue) },
	{ "has_due", FIELD_BOOLEAN, offsetof(struct todos_list_query, has_due) },
	{ "q", FIELD_TEXT, offsetof(struct todos_list_query, q), .one_line = true, .least = 1, .most = 255 },
};

const struct shape todos_list_shape = { SHAPE(struct todos_list_query, fields), .spelled = true };

/* Whether the cursor, if there is one, came from this sort. */
static bool
cursor_fits(const struct cursor *cursor, const struct sort *sort)
{
	int64_t number;

	if (cursor->sort == 0)
		return true;
	return cursor->sort == sort->letter &&
	    (!sort->numeric || text_integer(cursor->key, sort->least, sort->most, &number));
}

enum result
todos_list(struct request *r)
{
	const struct todos_list_query *query = r->query;
	const struct sort *sort = find_sort(query->sort);
	struct params params = request_params(r);

	if (!cursor_fits(&query->cursor, sort)) {
		field_error(&r->errors, TEXT("cursor"), "format", "It belongs to a list with another sort.");
		return RESULT_INVALID_PARAMETER;
	}
	/* What these let pass changes with the clock too: no copy is known to be current. */
	if (query->due_after.data != NULL || query->due_before.data != NULL || query->overdue.data != NULL)
		params_null(&params);
	else
		params_text(&params, request_copy_version(r));
	params_text(&params, query->cursor.key);
	if (query->cursor.sort == 0)
		params_null(&params);
	else
		params_integer(&params, query->cursor.id);
	params_integer(&params, query->limit + 1);
	params_text(&params, query->completed);
	params_text(&params, query->priority);
	params_text(&params, query->due_after);
	params_text(&params, query->due_before);
	params_text(&params, query->overdue);
	params_text(&params, query->has_due);
	params_text(&params, query->q);
	enum result result = request_run(r, sort->query, &params);
	if (result != RESULT_OK)
		return result;
	return reply_page(r, &(struct page){ .limit = query->limit, .parameter = "cursor", .sort = sort->letter });
}
