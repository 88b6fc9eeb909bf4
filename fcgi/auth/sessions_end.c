/* DELETE /auth/sessions/: log out everywhere, here too. API tokens stay. */
#include "auth.h"
#include "session.h"

enum result
auth_sessions_end(struct request *r)
{
	struct params params = { .arena = r->arena };

	params_integer(&params, r->identity.user_id);
	params_text(&params, text_from(r->identity.session_id));
	params_integer(&params, r->config->access_token_lifetime);
	params_text(&params, r->request_id);
	enum result result = request_run(r, QUERY_AUTH_SESSIONS_END, &params);
	if (result != RESULT_OK)
		return result;
	session_cookie_clear(r);
	return reply_empty(r);
}
