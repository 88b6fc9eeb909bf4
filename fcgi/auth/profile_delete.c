/*
 * DELETE /auth/profile/: delete the account. The login must be fresh (PASSWORD_AGE), or the body
 * must hold the password. 204 with Location: the deletion's receipt.
 */
#include "auth.h"
#include "lib/uuid.h"
#include "session.h"

#include <stddef.h>
#include <time.h>

static const struct field fields[] = {
	{ "password", FIELD_TEXT, offsetof(struct farewell, password), .least = 1, .most = 1024, .bytes_most = 1024 },
};

const struct shape farewell_shape = { SHAPE(struct farewell, fields) };

/* Whether this is the account's owner: by the password when there is one, else by a fresh login. */
static enum result
confirm(struct request *r, const struct farewell *given)
{
	struct text hash;

	if (given->password.data == NULL)
		return (int64_t)time(NULL) - r->identity.auth_time <= r->config->password_age ? RESULT_OK
		                                                                              : RESULT_PASSWORD_REQUIRED;
	return password_confirm(r, given->password, &hash);
}

enum result
auth_profile_delete(struct request *r)
{
	struct params params = { .arena = r->arena };
	uint8_t uuid[16];
	char receipt[37];

	enum result result = confirm(r, r->body);
	if (result != RESULT_OK)
		return result;
	uuid_random(uuid);
	uuid_format(uuid, receipt);
	params_integer(&params, r->identity.user_id);
	params_text(&params, text_from(r->identity.session_id));
	params_text(&params, text_from(receipt));
	params_text(&params, arena_printf(r->arena, "{%s}", r->config->deletion_subscribers));
	params_integer(&params, r->config->deletion_republish);
	params_text(&params, r->request_id);
	result = request_run(r, QUERY_AUTH_DELETE, &params);
	if (result != RESULT_OK)
		return result;
	session_cookie_clear(r);
	reply_header(r, "Location", arena_printf(r->arena, "/auth/deletions/%s", receipt));
	return reply_empty(r);
}
