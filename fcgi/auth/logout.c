/* POST /auth/logout/: end the session of the access token; its refresh token ends with it. */
#include "auth.h"

enum result
auth_logout(struct request *r)
{
	struct params params = { .arena = r->arena };

	params_integer(&params, r->identity.user_id);
	params_text(&params, text_from(r->identity.session_id));
	enum result result = request_run(r, QUERY_AUTH_LOGOUT, &params);
	if (result != RESULT_OK)
		return result;
	return reply_empty(r);
}
