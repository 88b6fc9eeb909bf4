/* Cross-origin requests: which pages of other sites may call the API. */
#include "cors.h"

#include "reply.h"
#include "route.h"

/* The request's Origin when ALLOWED_ORIGINS lists it or "*"; else absent. */
static struct text
allowed_origin(const struct request *r)
{
	struct text origin = request_variable("HTTP_ORIGIN");
	const char *list = r->config->allowed_origins;

	while (origin.data != NULL && *list != '\0') {
		size_t length = strcspn(list, ", ");
		struct text one = { .data = list, .length = length };
		if (length > 0 && (text_equal(one, origin) || text_equal(one, TEXT("*"))))
			return origin;
		list += length + (list[length] != '\0');
	}
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
	reply_header(r, "Access-Control-Expose-Headers", TEXT("ETag, Link, Location, Retry-After, X-Request-Id"));
}

enum result
cors_options(struct request *r)
{
	if (!route_allow(r))
		return RESULT_NOT_FOUND;
	if (allowed_origin(r).data != NULL && request_variable("HTTP_ACCESS_CONTROL_REQUEST_METHOD").data != NULL) {
		reply_header(r, "Access-Control-Allow-Methods", TEXT("GET, POST, PUT, PATCH, DELETE"));
		reply_header(r, "Access-Control-Allow-Headers",
		    TEXT("Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, X-Request-Id"));
		reply_header(r, "Access-Control-Max-Age", TEXT("600"));
	}
	return reply_empty(r);
}
