/* PATCH /auth/profile/: change what is sent (RFC 7396). Takes If-Match. */
#include "auth.h"
#include "username.h"

#include <stddef.h>

static const struct field fields[] = {
	{ "email", FIELD_TEXT, offsetof(struct profile, email), .most = 254, .initial = "" },
	{ "display_name", FIELD_TEXT, offsetof(struct profile, display_name), .one_line = true, .most = 150,
	    .initial = "" },
	{ "language", FIELD_TEXT, offsetof(struct profile, language), .most = 20 },
	{ "time_zone", FIELD_TEXT, offsetof(struct profile, time_zone), .most = 100 },
	{ "week_start", FIELD_INTEGER, offsetof(struct profile, week_start), .least = 1, .most = 7 },
	{ "id", FIELD_READ_ONLY },
	{ "username", FIELD_READ_ONLY },
	{ "created_at", FIELD_READ_ONLY },
	{ "version", FIELD_READ_ONLY },
};

const struct shape profile_shape = { SHAPE(struct profile, fields), .partial = true };

static bool
is_language(struct text given)
{
	return text_equal(given, TEXT("en")) || text_equal(given, TEXT("fa")) || text_equal(given, TEXT("ru"));
}

/* What the statement found wrong with one of the fields. */
static enum result
refuse(struct request *r, enum result result)
{
	if (result == RESULT_TAKEN)
		field_error(&r->errors, TEXT("email"), "taken", "Another account has it already.");
	if (result == RESULT_INVALID)
		field_error(&r->errors, TEXT("time_zone"), "format", "It must be an IANA time zone, such as Asia/Tehran.");
	return result;
}

enum result
auth_profile_update(struct request *r)
{
	const struct profile *given = r->body;
	struct params params = { .arena = r->arena };
	struct text email, email_key;

	if (given->language.data != NULL && !is_language(given->language))
		field_error(&r->errors, TEXT("language"), "format", "It must be en, fa or ru.");
	if (!email_read(r->arena, given->email, &email, &email_key, &r->errors) || r->errors.json.length > 0)
		return RESULT_INVALID;
	params_integer(&params, r->identity.user_id);
	params_text(&params, text_from(r->identity.session_id));
	params_text(&params, r->if_match);
	params_text(&params, given->email.data != NULL ? TEXT("true") : TEXT("false"));
	params_text(&params, email);
	params_text(&params, email_key);
	params_text(&params, given->display_name);
	params_text(&params, given->language);
	params_text(&params, given->time_zone);
	if (given->week_start > 0)
		params_integer(&params, given->week_start);
	else
		params_null(&params);
	params_text(&params, r->request_id);
	enum result result = request_run(r, QUERY_AUTH_PROFILE_UPDATE, &params);
	return result == RESULT_OK ? reply_row(r, 200) : refuse(r, result);
}
