/* The refresh token in a cookie (RFC 6265), where no script of the page can read it. */
#include "session.h"

#include "lib/client.h"
#include "lib/cors.h"
#include "lib/reply.h"

#define COOKIE "refresh"

static void
set_cookie(struct request *r, const char *value, int64_t max_age)
{
	reply_header(r, "Set-Cookie",
	    arena_printf(r->arena, COOKIE "=%s; HttpOnly; SameSite=Strict; Path=/auth; Max-Age=%lld%s", value,
	        (long long)max_age, client_uses_tls(r) ? "; Secure" : ""));
}

struct text
session_cookie(const struct request *r)
{
	return client_cookie(r, COOKIE);
}

void
session_cookie_set(struct request *r, struct text token)
{
	set_cookie(r, token.data, r->config->refresh_token_lifetime);
}

void
session_cookie_clear(struct request *r)
{
	set_cookie(r, "", 0);
}

bool
session_cookie_allowed(const struct request *r)
{
	struct text origin = request_variable(CGI_HTTP_ORIGIN), host = request_variable(CGI_HTTP_HOST);

	if (origin.data == NULL)
		return text_equal(request_variable(CGI_HTTP_SEC_FETCH_SITE), TEXT("same-origin"));
	/* The scheme does not matter: a proxy in front may speak TLS and not say so. */
	return text_equal(origin, arena_printf(r->arena, "https://%s", host.data == NULL ? "" : host.data)) ||
	    text_equal(origin, arena_printf(r->arena, "http://%s", host.data == NULL ? "" : host.data)) ||
	    cors_origin_named(r);
}
