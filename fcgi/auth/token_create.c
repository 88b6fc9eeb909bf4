/* POST /auth/tokens/: make an API token. Body: name, scopes, expires_in_days. The token is shown this once. */
#include "auth.h"
#include "lib/uuid.h"

#include <stddef.h>

static const struct field fields[] = {
	{ "name", FIELD_TEXT, offsetof(struct api_token, name), .required = true, .one_line = true, .not_blank = true,
	    .least = 1, .most = 100 },
	{ "scopes", FIELD_ARRAY, offsetof(struct api_token, scopes), .required = true, .least = 1, .most = 2 },
	{ "expires_in_days", FIELD_INTEGER, offsetof(struct api_token, expires_in_days), .required = true, .least = 1,
	    .most = 365 },
};

const struct shape api_token_shape = { SHAPE(struct api_token, fields) };

/* ["read"] or ["read", "write"], in any order, as the claim "scope"; absent for anything else. */
static struct text
scope_of(const struct value *scopes)
{
	bool reads = false, writes = false;

	for (size_t i = 0; i < scopes->count; i++) {
		struct text scope = scopes->elements[i].type == VALUE_STRING ? scopes->elements[i].text : TEXT("");
		bool *which = text_equal(scope, TEXT("read")) ? &reads : text_equal(scope, TEXT("write")) ? &writes : NULL;
		if (which == NULL || *which)
			return (struct text){ 0 };
		*which = true;
	}
	if (!reads)
		return (struct text){ 0 };
	return writes ? TEXT("read write") : TEXT("read");
}

static enum result
reply_token(struct request *r, const char session_id[37], bool may_write)
{
	struct buffer *body = &r->reply.body;
	struct identity identity = {
		.user_id = r->identity.user_id,
		.issued_at = rows_integer(&r->rows, 0, "_issued_at"),
		.expires_at = rows_integer(&r->rows, 0, "_expires_at"),
		.auth_time = r->identity.auth_time,
		.may_write = may_write,
		.is_api = true,
	};

	memcpy(identity.session_id, session_id, sizeof(identity.session_id));
	memcpy(identity.token_id, session_id, sizeof(identity.token_id));
	json_row(body, &r->rows, 0);
	body->length--; /* the row's "}" */
	json_name(body, "token");
	json_text(body, token_sign(r->config, r->arena, &identity));
	buffer_literal(body, "}");
	reply_header(r, "Location", arena_printf(r->arena, "/auth/tokens/%s/", session_id));
	return reply_object(r, 201);
}

enum result
auth_token_create(struct request *r)
{
	const struct api_token *given = r->body;
	struct params params = { .arena = r->arena };
	uint8_t uuid[16];
	char session_id[37];

	struct text scope = scope_of(&given->scopes);
	if (scope.data == NULL) {
		field_error(&r->errors, TEXT("scopes"), "format", "It must be [\"read\"] or [\"read\", \"write\"].");
		return RESULT_INVALID;
	}
	uuid_random(uuid);
	uuid_format(uuid, session_id);
	params_integer(&params, r->identity.user_id);
	params_text(&params, text_from(r->identity.session_id));
	params_text(&params, text_from(session_id));
	params_text(&params, given->name);
	params_text(&params, scope);
	params_integer(&params, given->expires_in_days);
	params_integer(&params, r->config->api_tokens_limit);
	enum result result = request_run(r, QUERY_AUTH_TOKEN_CREATE, &params);
	if (result == RESULT_LIMIT)
		r->detail = TEXT("There are as many API tokens as one account may have.");
	return result == RESULT_OK ? reply_token(r, session_id, text_equal(scope, TEXT("read write"))) : result;
}
