/*
 * POST /auth/password/: change the password. Body: old, new. Ends every other login; API tokens stay. Two statements:
 * the old password is checked between them.
 */
#include "auth.h"
#include "password.h"

#include <stddef.h>

static const struct field fields[] = {
	{ "old", FIELD_TEXT, offsetof(struct password_change, old), .required = true, .least = 1, .most = PASSWORD_MOST,
	    .bytes_most = PASSWORD_MOST },
	{ "new", FIELD_TEXT, offsetof(struct password_change, new), .required = true, .least = 1, .most = PASSWORD_MOST,
	    .bytes_most = PASSWORD_MOST },
};

const struct shape password_change_shape = { SHAPE(struct password_change, fields) };

/* Whether old is the account's password, and new may be; hash is the old one's. */
static enum result
check(struct request *r, const struct password_change *given, struct text *hash)
{
	enum result result = password_confirm(r, given->old, hash);

	if (result == RESULT_PASSWORD_REQUIRED) {
		field_error(&r->errors, TEXT("old"), "wrong", "This is not the password.");
		r->detail = (struct text){ 0 };
		return RESULT_INVALID;
	}
	if (result != RESULT_OK)
		return result;
	struct text name_key = rows_text(&r->rows, 0, "username_key");
	return password_may_be(r->arena, given->new, name_key, TEXT("new"), &r->errors) ? RESULT_OK : RESULT_INVALID;
}

enum result
auth_password(struct request *r)
{
	const struct password_change *given = r->body;
	struct params params = { .arena = r->arena };
	struct text old_hash;

	enum result result = check(r, given, &old_hash);
	if (result != RESULT_OK)
		return result;
	struct text new_hash = password_hash(r->config, r->arena, given->new);
	if (new_hash.data == NULL)
		return RESULT_UNAVAILABLE;
	params_integer(&params, r->identity.user_id);
	params_text(&params, text_from(r->identity.session_id));
	params_text(&params, old_hash);
	params_text(&params, new_hash);
	params_integer(&params, r->config->access_token_lifetime);
	params_text(&params, r->request_id);
	result = request_run(r, QUERY_AUTH_PASSWORD, &params);
	return result == RESULT_OK ? reply_empty(r) : result;
}
