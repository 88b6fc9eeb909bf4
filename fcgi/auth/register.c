/*
 * POST /auth/register/: make an account. Body: username, password, and optionally email. Two statements: the password
 * is hashed between them, when the address may register and the names are free.
 */
#include "auth.h"
#include "lib/client.h"
#include "lib/network.h"
#include "password.h"
#include "username.h"

#include <stddef.h>

static const struct field fields[] = {
	{ "username", FIELD_TEXT, offsetof(struct registration, username), .required = true, .most = 1024 },
	{ "email", FIELD_TEXT, offsetof(struct registration, email), .most = 254, .initial = "" },
	{ "password", FIELD_TEXT, offsetof(struct registration, password), .required = true, .most = PASSWORD_MOST,
	    .bytes_most = PASSWORD_MOST },
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

/* Takes a registration from the budgets of the client's address. */
static enum result
begin(struct request *r, struct text name_key, struct text email_key)
{
	struct params params = { .arena = r->arena };
	struct text address = client_address(r);

	params_text(&params, name_key);
	params_text(&params, email_key);
	params_text(&params, address);
	params_text(&params, address_network(r->arena, address));
	params_integer(&params, r->config->register_limit_address);
	params_integer(&params, r->config->register_limit_network);
	params_integer(&params, r->config->register_period);
	return request_run(r, QUERY_AUTH_REGISTER_BEGIN, &params);
}

static enum result
refuse(struct request *r, enum result result)
{
	if (result == RESULT_TAKEN)
		field_error(&r->errors, rows_text(&r->rows, 0, "_taken"), "taken", "Another account has it already.");
	return result;
}

enum result
auth_register(struct request *r)
{
	const struct registration *given = r->body;
	struct params params = { .arena = r->arena };
	struct text name, name_key, email, email_key;

	username_read(r->arena, given->username, &name, &name_key, &r->errors);
	email_read(r->arena, given->email, &email, &email_key, &r->errors);
	password_may_be(r->arena, given->password, name_key, TEXT("password"), &r->errors);
	if (r->errors.json.length > 0)
		return RESULT_INVALID;
	enum result result = begin(r, name_key, email_key);
	if (result != RESULT_OK)
		return refuse(r, result);
	struct text hash = password_hash(r->config, r->arena, given->password);
	if (hash.data == NULL)
		return RESULT_UNAVAILABLE;
	params_text(&params, name);
	params_text(&params, name_key);
	params_text(&params, email);
	params_text(&params, email_key);
	params_text(&params, hash);
	result = request_run(r, QUERY_AUTH_REGISTER, &params);
	return result == RESULT_OK ? reply_registered(r) : refuse(r, result);
}
