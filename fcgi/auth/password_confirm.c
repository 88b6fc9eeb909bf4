/* The password of somebody who is logged in, asked for once more. */
#include "auth.h"
#include "password.h"

enum result
password_confirm(struct request *r, struct text password, struct text *hash)
{
	struct params params = { .arena = r->arena };

	params_integer(&params, r->identity.user_id);
	params_text(&params, text_from(r->identity.session_id));
	params_integer(&params, r->config->login_limit_account);
	params_integer(&params, r->config->login_period);
	enum result result = request_run(r, QUERY_AUTH_ACCOUNT_FIND, &params);
	if (result != RESULT_OK)
		return result;
	if (r->rows.count == 0)
		return RESULT_GONE;
	struct text found = rows_text(&r->rows, 0, "password_hash");
	*hash = arena_copy(r->arena, found.data, found.length);
	if (password_check(*hash, password))
		return RESULT_OK;
	r->detail = TEXT("The password is wrong.");
	return RESULT_PASSWORD_REQUIRED;
}
