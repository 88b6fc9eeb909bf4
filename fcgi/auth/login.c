/*
 * POST /auth/token/: log in. Body: username, password, and optionally session: "cookie" puts the refresh token into a
 * cookie. Two statements: the password is checked between them.
 */
#include "auth.h"
#include "lib/client.h"
#include "lib/network.h"
#include "password.h"
#include "session.h"
#include "username.h"

#include <stddef.h>

static const struct field fields[] = {
	{ "username", FIELD_TEXT, offsetof(struct login, username), .required = true, .least = 1, .most = 1024 },
	{ "password", FIELD_TEXT, offsetof(struct login, password), .required = true, .least = 1, .most = PASSWORD_MOST,
	    .bytes_most = PASSWORD_MOST },
	{ "session", FIELD_TEXT, offsetof(struct login, session), .most = 20 },
};

const struct shape login_shape = { SHAPE(struct login, fields) };

/* Who tries to log in, from where, and as whom. */
struct attempt {
	struct text name_key;
	struct text address;
	struct text network;
	int64_t user_id;
	struct text hash; /* of the account; absent when there is none */
};

/* Takes a try from the budgets, then checks name and password; fills user_id and hash. */
static enum result
find_user(struct request *r, const struct login *given, struct attempt *attempt)
{
	struct params params = { .arena = r->arena };

	params_text(&params, attempt->name_key);
	params_text(&params, attempt->address);
	params_text(&params, attempt->network);
	params_integer(&params, r->config->login_limit_account);
	params_integer(&params, r->config->login_limit_address);
	params_integer(&params, r->config->login_limit_network);
	params_integer(&params, r->config->login_period);
	enum result result = request_run(r, QUERY_AUTH_LOGIN_FIND, &params);
	if (result != RESULT_OK)
		return result;
	struct text found = rows_text(&r->rows, 0, "password_hash");
	if (found.data != NULL)
		attempt->hash = arena_copy(r->arena, found.data, found.length);
	attempt->user_id = rows_integer(&r->rows, 0, "user_id");
	return password_check(attempt->hash, given->password) ? RESULT_OK : RESULT_WRONG_CREDENTIALS;
}

/* Opens the session; no row when the account was deleted or its password changed meanwhile. */
static enum result
open_session(struct request *r, const struct attempt *attempt, const struct refresh_token *refresh)
{
	struct params params = { .arena = r->arena };

	params_integer(&params, attempt->user_id);
	params_text(&params, attempt->hash);
	params_text(&params, text_from(refresh->session_id));
	params_text(&params, refresh->hash);
	params_integer(&params, r->config->refresh_token_lifetime);
	params_text(&params, client_user_agent(r));
	params_text(&params, attempt->address);
	params_text(&params, attempt->network);
	params_text(&params, attempt->name_key);
	params_integer(&params, r->config->login_limit_address);
	params_integer(&params, r->config->login_limit_network);
	params_integer(&params, r->config->login_period);
	params_integer(&params, r->config->sessions_limit - 1);
	params_integer(&params, r->config->access_token_lifetime);
	params_text(&params, r->request_id);
	enum result result = request_run(r, QUERY_AUTH_LOGIN_OPEN, &params);
	return result == RESULT_OK && r->rows.count == 0 ? RESULT_WRONG_CREDENTIALS : result;
}

enum result
auth_login(struct request *r)
{
	const struct login *given = r->body;
	struct text address = client_address(r), name_key = username_key(r->arena, given->username);
	struct attempt attempt = {
		.name_key = name_key.data != NULL ? name_key : TEXT(""), /* no name, but a budget as any other */
		.address = address,
		.network = address_network(r->arena, address),
	};
	bool in_cookie = text_equal(given->session, TEXT("cookie"));

	if (given->session.data != NULL && !in_cookie && !text_equal(given->session, TEXT("body"))) {
		field_error(&r->errors, TEXT("session"), "format", "It must be cookie or body.");
		return RESULT_INVALID;
	}
	enum result result = find_user(r, given, &attempt);
	if (result != RESULT_OK)
		return result;
	struct refresh_token refresh = refresh_token_create(r);
	result = open_session(r, &attempt, &refresh);
	return result == RESULT_OK ? reply_tokens(r, attempt.user_id, &refresh, in_cookie) : result;
}
