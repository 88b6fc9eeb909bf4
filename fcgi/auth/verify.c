/* POST /auth/token/verify/: is this access, API or refresh token good, now? Body: token. 200 {} or 401. */
#include "auth.h"
#include "session.h"

#include <stddef.h>

static const struct field fields[] = {
	{ "token", FIELD_TEXT, offsetof(struct verification, token), .required = true, .least = 1, .most = 4096 },
};

const struct shape verification_shape = { SHAPE(struct verification, fields) };

enum result
auth_verify(struct request *r)
{
	const struct verification *given = r->body;
	struct params params = { .arena = r->arena };
	struct refresh_token refresh = { 0 };
	struct identity identity;

	if (refresh_token_read(r, given->token, &refresh)) {
		params_text(&params, text_from(refresh.session_id));
	} else {
		enum result result = token_verify(r->config, given->token, &identity);
		if (result != RESULT_OK)
			return result;
		params_text(&params, text_from(identity.session_id));
	}
	params_text(&params, refresh.hash);
	enum result result = request_run(r, QUERY_AUTH_VERIFY, &params);
	if (result != RESULT_OK)
		return result;
	if (r->rows.count == 0)
		return RESULT_GONE;
	buffer_literal(&r->reply.body, "{}");
	return reply_object(r, 200);
}
