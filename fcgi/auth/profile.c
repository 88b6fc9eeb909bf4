/* GET /auth/profile/: the account of the token. */
#include "auth.h"

enum result
auth_profile(struct request *r)
{
	struct params params = { .arena = r->arena };

	params_integer(&params, r->identity.user_id);
	params_text(&params, text_from(r->identity.session_id));
	enum result result = request_run(r, QUERY_AUTH_PROFILE, &params);
	if (result != RESULT_OK)
		return result;
	if (r->rows.count == 0)
		return RESULT_GONE;
	return reply_row(r, 200);
}
