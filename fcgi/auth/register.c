/* POST /auth/register/: make an account. Body: username, password, and optionally email. */
#include "auth.h"
#include "password.h"
#include "username.h"

#include <stddef.h>

static const struct field fields[] = {
	{ "username", FIELD_TEXT, offsetof(struct registration, username), .required = true, .most = 1024 },
	{ "email", FIELD_TEXT, offsetof(struct registration, email), .most = 254, .initial = "" },
	{ "password", FIELD_TEXT, offsetof(struct registration, password), .required = true, .least = 8, .most = 1024,
	    .bytes_most = 1024 },
};

const struct shape registration_shape = { SHAPE(struct registration, fields) };

/* {"user": {…}, "message": …}, as the first system answered. */
static enum result
reply_registered(struct request *r)
{
	struct buffer *body = &r->reply.body;

	buffer_literal(body, "{\"user\":");
	json_row(body, &r->rows, 0);
	json_name(body, "message");
	json_text(body, TEXT("User created successfully."));
	buffer_literal(body, "}");
	reply_header(r, "Location", TEXT("/auth/profile/"));
	return reply_object(r, 201);
}

enum result
auth_register(struct request *r)
{
	const struct registration *given = r->body;
	struct params params = { .arena = r->arena };
	struct text name, name_key, email, email_key;

	bool name_good = username_read(r->arena, given->username, &name, &name_key, &r->errors);
	if (!email_read(r->arena, given->email, &email, &email_key, &r->errors) || !name_good)
		return RESULT_INVALID;
	struct text hash = password_hash(r->config, r->arena, given->password);
	if (hash.data == NULL)
		return RESULT_UNAVAILABLE;
	params_text(&params, name);
	params_text(&params, name_key);
	params_text(&params, email);
	params_text(&params, email_key);
	params_text(&params, hash);
	enum result result = request_run(r, QUERY_AUTH_REGISTER, &params);
	if (result == RESULT_TAKEN)
		field_error(&r->errors, rows_text(&r->rows, 0, "_taken"), "taken", "Another account has it already.");
	return result == RESULT_OK ? reply_registered(r) : result;
}
