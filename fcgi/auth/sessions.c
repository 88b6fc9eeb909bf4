/* GET /auth/sessions/ and /auth/tokens/: the account's logins, the account's API tokens. */
#include "auth.h"

/* How many are kept at most, so that a list is always whole: the range of SESSIONS_LIMIT and API_TOKENS_LIMIT. */
#define MOST 10000

static enum result
list(struct request *r, unsigned query)
{
	struct params params = { .arena = r->arena };

	params_integer(&params, r->identity.user_id);
	params_text(&params, text_from(r->identity.session_id));
	params_integer(&params, MOST);
	enum result result = request_run(r, query, &params);
	if (result != RESULT_OK)
		return result;
	if (r->rows.count == 0)
		return RESULT_GONE;
	json_rows(&r->reply.body, &r->rows, rows_text(&r->rows, 0, "id").data == NULL ? 0 : r->rows.count);
	return reply_object(r, 200);
}

enum result
auth_sessions(struct request *r)
{
	return list(r, QUERY_AUTH_SESSIONS);
}

enum result
auth_tokens(struct request *r)
{
	return list(r, QUERY_AUTH_TOKENS);
}
