/* POST /auth/token/refresh/: exchange a refresh token for its successor and a new access token. Body: refresh. */
#include "auth.h"
#include "lib/log.h"
#include "session.h"

#include <stddef.h>

static const struct field fields[] = {
	{ "refresh", FIELD_TEXT, offsetof(struct refresh, refresh), .required = true, .least = 1, .most = 4096 },
};

const struct shape refresh_shape = { SHAPE(struct refresh, fields) };

enum result
auth_refresh(struct request *r)
{
	const struct refresh *given = r->body;
	struct params params = { .arena = r->arena };
	struct refresh_token token;

	if (!refresh_token_read(r, given->refresh, &token))
		return RESULT_INVALID_TOKEN;
	struct refresh_token successor = refresh_token_successor(r, &token);
	params_text(&params, text_from(token.session_id));
	params_text(&params, token.hash);
	params_text(&params, successor.hash);
	params_integer(&params, r->config->refresh_token_lifetime);
	params_integer(&params, r->config->refresh_grace);
	enum result result = request_run(r, QUERY_AUTH_REFRESH, &params);
	if (result == RESULT_OK && r->rows.count == 0)
		return RESULT_GONE;
	if (text_equal(rows_text(&r->rows, 0, "_action"), TEXT("reused")))
		log_line(LOG_WARNING, "a refresh token was used again; its session ends", "session_id", token.session_id);
	if (result != RESULT_OK)
		return result;
	return reply_tokens(r, rows_integer(&r->rows, 0, "user_id"), rows_integer(&r->rows, 0, "auth_time"), &successor);
}
