/* DELETE /auth/sessions/{uuid}/, /auth/tokens/{uuid}/ and POST /auth/logout/: end one session; its tokens end with it.
 */
#include "auth.h"
#include "session.h"

enum result
session_end(struct request *r, struct text target, const char *kind)
{
	struct params params = { .arena = r->arena };

	params_integer(&params, r->identity.user_id);
	params_text(&params, text_from(r->identity.session_id));
	params_text(&params, target);
	params_text(&params, text_from(kind));
	params_integer(&params, r->config->access_token_lifetime);
	params_text(&params, r->request_id);
	enum result result = request_run(r, QUERY_AUTH_SESSION_END, &params);
	return result == RESULT_OK ? reply_empty(r) : result;
}

enum result
auth_session_end(struct request *r)
{
	return session_end(r, r->uuid, "login");
}

enum result
auth_token_end(struct request *r)
{
	return session_end(r, r->uuid, "api");
}

enum result
auth_logout(struct request *r)
{
	session_cookie_clear(r);
	return session_end(r, text_from(r->identity.session_id), NULL);
}
