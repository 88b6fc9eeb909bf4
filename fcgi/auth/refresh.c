/*
 * POST /auth/token/refresh/: exchange a refresh token for its successor and a new access token. Body: refresh; without
 * it the token is in the cookie, and so is its successor.
 */
#include "auth.h"
#include "lib/client.h"
#include "lib/log.h"
#include "session.h"

#include <stddef.h>

static const struct field fields[] = {
	{ "refresh", FIELD_TEXT, offsetof(struct refresh, refresh), .least = 1, .most = 4096 },
};

const struct shape refresh_shape = { SHAPE(struct refresh, fields) };

/* Exchanges the token; *newest is what the client shall use from now on. */
static enum result
exchange(struct request *r, const struct refresh_token *token, struct refresh_token *newest)
{
	struct params params = { .arena = r->arena };

	*newest = refresh_token_successor(r, token);
	params_text(&params, text_from(token->session_id));
	params_text(&params, token->hash);
	params_text(&params, newest->hash);
	params_integer(&params, r->config->refresh_token_lifetime);
	params_integer(&params, r->config->refresh_grace);
	params_text(&params, client_user_agent(r));
	params_text(&params, client_address(r));
	params_integer(&params, r->config->access_token_lifetime);
	params_text(&params, r->request_id);
	enum result result = request_run(r, QUERY_AUTH_REFRESH, &params);
	if (text_equal(rows_text(&r->rows, 0, "_action"), TEXT("reused")))
		log_line(LOG_WARNING, "a refresh token was used again; its session ends", "session_id", token->session_id);
	if (result == RESULT_OK && r->rows.count == 0)
		return RESULT_GONE;
	/* An earlier token within the grace period: its successor may have been exchanged too. */
	for (int64_t step = 1; result == RESULT_OK && step < rows_integer(&r->rows, 0, "_steps"); step++)
		*newest = refresh_token_successor(r, newest);
	return result;
}

/* The token sent, in the body or in the cookie. */
static enum result
find(struct request *r, struct text *token, bool *in_cookie)
{
	const struct refresh *given = r->body;

	*token = given->refresh;
	*in_cookie = given->refresh.data == NULL;
	if (!*in_cookie)
		return RESULT_OK;
	*token = session_cookie(r);
	if (token->data == NULL) {
		field_error(&r->errors, TEXT("refresh"), "required", "It is missing, and there is no cookie.");
		return RESULT_INVALID;
	}
	if (session_cookie_allowed(r))
		return RESULT_OK;
	r->detail = TEXT("The cookie counts only for pages of this site, as Origin or Sec-Fetch-Site tell.");
	return RESULT_FORBIDDEN;
}

enum result
auth_refresh(struct request *r)
{
	struct refresh_token token, newest;
	struct text sent;
	bool in_cookie;

	enum result result = find(r, &sent, &in_cookie);
	if (result != RESULT_OK)
		return result;
	result = refresh_token_read(r, sent, &token) ? exchange(r, &token, &newest) : RESULT_INVALID_TOKEN;
	if (in_cookie && (result == RESULT_GONE || result == RESULT_INVALID_TOKEN))
		session_cookie_clear(r);
	if (result != RESULT_OK)
		return result;
	return reply_tokens(r, rows_integer(&r->rows, 0, "_user_id"), &newest, in_cookie);
}
