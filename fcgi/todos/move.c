/*
 * POST /todos/{id}/move/: give a todo another place in the user's order. Body: after or before, the
 * id of another todo; with neither it becomes the first. Takes If-Match.
 */
#include "todos.h"

#include <stddef.h>

struct todos_move_body {
	struct text after;
	struct text before;
};

static const struct field fields[] = {
	{ "after", FIELD_NUMERAL, offsetof(struct todos_move_body, after), .least = 1, .most = INT64_MAX },
	{ "before", FIELD_NUMERAL, offsetof(struct todos_move_body, before), .least = 1, .most = INT64_MAX },
};

const struct shape todos_move_shape = { SHAPE(struct todos_move_body, fields) };

enum result
todos_move(struct request *r)
{
	const struct todos_move_body *body = r->body;
	struct params params = request_params(r);
	struct text neighbour = body->after.data != NULL ? TEXT("after") : TEXT("before");
	struct text id = arena_integer(r->arena, r->id);

	if (body->after.data != NULL && body->before.data != NULL) {
		field_error(&r->errors, TEXT("before"), "conflict", "Send after or before, not both.");
		return RESULT_INVALID;
	}
	if (text_equal(body->after, id) || text_equal(body->before, id)) {
		field_error(&r->errors, neighbour, "conflict", "A todo cannot stand beside itself.");
		return RESULT_INVALID;
	}
	params_integer(&params, r->id);
	params_text(&params, r->if_match);
	params_text(&params, body->after);
	params_text(&params, body->before);
	enum result result = request_run(r, QUERY_TODOS_MOVE, &params);
	if (result == RESULT_INVALID)
		field_error(&r->errors, neighbour, "not_found", "There is no such todo.");
	if (result != RESULT_OK)
		return result;
	return reply_row(r, 200);
}
