/* Cross-origin requests: which pages of other sites may call the API. */
#include "cors.h"

#include "reply.h"
#include "route.h"

/* Whether ALLOWED_ORIGINS has the word. */
static bool
is_listed(const struct request *r, struct text word)
{
	const char *list = r->config->allowed_origins;

	while (*list != '\0') {
		size_t length = strcspn(list, ", ");
		if (length > 0 && text_equal((struct text){ .data = list, .length = length }, word))
			return true;
		list += length + (list[length] != '\0');
	}
	return false;
}

bool
cors_origin_named(const struct request *r)
{
	return is_listed(r, request_variable(CGI_HTTP_ORIGIN));
}

/* The request's Origin when ALLOWED_ORIGINS lists it or "*"; else absent. */
static struct text
allowed_origin(const struct request *r)
{
	struct text origin = request_variable(CGI_HTTP_ORIGIN);

	if (origin.data != NULL && (is_listed(r, origin) || is_listed(r, TEXT("*"))))
		return origin;
	return (struct text){ 0 };
}

void
cors_reply(struct request *r)
{
	struct text origin = allowed_origin(r);

	if (r->config->allowed_origins[0] == '\0')
		return;
	reply_header(r, "Vary", TEXT("Origin"));
	if (origin.data == NULL)
		return;
	reply_header(r, "Access-Control-Allow-Origin", origin);
	/* For the cookie of POST /auth/token/refresh/. */
	if (cors_origin_named(r))
		reply_header(r, "Access-Control-Allow-Credentials", TEXT("true"));
	reply_header(r, "Access-Control-Expose-Headers", TEXT("ETag, Link, Location, Retry-After, X-Request-Id"));
}

enum result
cors_options(struct request *r)
{
	if (!route_allow(r))
		return RESULT_NOT_FOUND;
	if (allowed_origin(r).data != NULL && request_variable(CGI_HTTP_ACCESS_CONTROL_REQUEST_METHOD).data != NULL) {
		reply_header(r, "Access-Control-Allow-Methods", TEXT("GET, POST, PUT, PATCH, DELETE"));
		reply_header(r, "Access-Control-Allow-Headers",
		    TEXT("Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, X-Request-Id"));
		reply_header(r, "Access-Control-Max-Age", TEXT("600"));
	}
	return reply_empty(r);
}
