/*
 * Access and API tokens: JWT (RFC 7519) signed with HS256 (RFC 7518, section 3.2). The only home of libjwt.
 */
#ifndef TASKLIGHT_TOKEN_H
#define TASKLIGHT_TOKEN_H

#include "config.h"
#include "result.h"

/* The claims of a token. Times are seconds since 1970. */
struct identity {
	int64_t user_id;
	int64_t issued_at;
	int64_t expires_at;
	int64_t auth_time;   /* when the password was given */
	char session_id[37]; /* UUID */
	char token_id[37];   /* UUID, "jti" */
	bool may_write;      /* scope: "read write", not just "read" */
	bool is_api;         /* token_type: "api", not "access" */
};

/* Longer tokens are refused unread, bytes. */
#define TOKEN_LENGTH_MAX 2048

/* Learns what our own encoder's header looks like; false when libjwt cannot sign. */
bool token_open(const struct config *config);

/*
 * Checks a token and fills identity: RESULT_OK, RESULT_INVALID_TOKEN or RESULT_EXPIRED_TOKEN.
 * Signature by either key, algorithm, type "access" or "api", every claim's type and range.
 */
enum result token_verify(const struct config *config, struct text token, struct identity *identity);

/* Signs a token for identity; in the arena. */
struct text token_sign(const struct config *config, struct arena *arena, const struct identity *identity);

#endif
