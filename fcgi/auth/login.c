/* POST /auth/token/: log in. Body: username, password. Two statements: the hash is checked between them. */
#include "auth.h"
#include "password.h"
#include "session.h"
#include "username.h"

#include <stddef.h>

static const struct field fields[] = {
	{ "username", FIELD_TEXT, offsetof(struct login, username), .required = true, .least = 1, .most = 1024 },
	{ "password", FIELD_TEXT, offsetof(struct login, password), .required = true, .least = 1, .most = 1024,
	    .bytes_most = 1024 },
};

const struct shape login_shape = { SHAPE(struct login, fields) };

/* The user with this name and password: fills user_id and hash. */
static enum result
find_user(struct request *r, const struct login *given, int64_t *user_id, struct text *hash)
{
	struct params params = { .arena = r->arena };

	params_text(&params, username_key(r->arena, given->username));
	enum result result = request_run(r, QUERY_AUTH_LOGIN_FIND, &params);
	if (result != RESULT_OK)
		return result;
	*hash = (struct text){ 0 };
	if (r->rows.count > 0) {
		struct text found = rows_text(&r->rows, 0, "password_hash");
		*hash = arena_copy(r->arena, found.data, found.length);
		*user_id = rows_integer(&r->rows, 0, "user_id");
	}
	return password_check(*hash, given->password) ? RESULT_OK : RESULT_WRONG_CREDENTIALS;
}

enum result
auth_login(struct request *r)
{
	struct params params = { .arena = r->arena };
	struct text hash;
	int64_t user_id = 0;

	enum result result = find_user(r, r->body, &user_id, &hash);
	if (result != RESULT_OK)
		return result;
	struct refresh_token refresh = refresh_token_create(r);
	params_integer(&params, user_id);
	params_text(&params, hash);
	params_text(&params, text_from(refresh.session_id));
	params_text(&params, refresh.hash);
	params_integer(&params, r->config->refresh_token_lifetime);
	result = request_run(r, QUERY_AUTH_LOGIN_OPEN, &params);
	if (result != RESULT_OK)
		return result;
	if (r->rows.count == 0)
		return RESULT_WRONG_CREDENTIALS;
	return reply_tokens(r, user_id, rows_integer(&r->rows, 0, "auth_time"), &refresh);
}
