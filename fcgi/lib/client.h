/*
 * Who sent a request and how: the client's address behind proxies, TLS, and its cookies.
 */
#ifndef TASKLIGHT_CLIENT_H
#define TASKLIGHT_CLIENT_H

#include "request.h"

/*
 * The client's address: REMOTE_ADDR, or when that is one of TRUSTED_PROXIES, the last address in
 * X-Forwarded-For that is not. "0.0.0.0" when the web server gave none.
 */
struct text client_address(const struct request *r);

/* Whether the client speaks TLS: to the web server itself, or to one of TRUSTED_PROXIES (X-Forwarded-Proto). */
bool client_uses_tls(const struct request *r);

/* The User-Agent, cut to 200 characters, what is no printable text left out; "" when there is none. */
struct text client_user_agent(const struct request *r);

/* The value of the first cookie with this name (RFC 6265, section 5.4); absent when there is none. */
struct text client_cookie(const struct request *r, const char *name);

#endif
