/*
 * A login's session: its refresh tokens, the pair of tokens that a client gets, and the cookie.
 *
 * A refresh token is base64url of session id (16 bytes), nonce (32), HMAC-SHA-256 of both (32).
 * Its successor's nonce is an HMAC of its own, so that a token exchanged twice within the grace
 * period gets the very same successor; and every token of a session, however old, can be told from
 * a forged one, so that the reuse of a stolen one is noticed with only a few hashes kept.
 */
#ifndef TASKLIGHT_SESSION_H
#define TASKLIGHT_SESSION_H

#include "lib/request.h"

/* A refresh token: as sent, its session, and the SHA-256 that is stored (hexadecimal). */
struct refresh_token {
	struct text token;
	char session_id[37];
	struct text hash;
};

/* The first token of a new session. */
struct refresh_token refresh_token_create(struct request *r);

/* Reads a token; false when it is not one of ours. */
bool refresh_token_read(struct request *r, struct text token, struct refresh_token *read);

/* What a token is exchanged for: always the same. The token must have been read. */
struct refresh_token refresh_token_successor(struct request *r, const struct refresh_token *token);

/*
 * 200 {"access", "refresh"}: a new access token of this user's session, beside its refresh token, which
 * goes into the cookie instead with in_cookie. The first row has _issued_at and _auth_time.
 */
enum result reply_tokens(struct request *r, int64_t user_id, const struct refresh_token *refresh, bool in_cookie);

/* The refresh token in the request's cookie; absent when there is none. */
struct text session_cookie(const struct request *r);

/*
 * Whether a page of this site, or one that ALLOWED_ORIGINS names, sent the request, so that the cookie
 * may count: by Origin, or by Sec-Fetch-Site where that is missing. False when neither is there.
 */
bool session_cookie_allowed(const struct request *r);

/* Gives the browser the token to keep. */
void session_cookie_set(struct request *r, struct text token);

/* Lets the browser forget the cookie. */
void session_cookie_clear(struct request *r);

/* Ends a session of the user: target, of this kind ("login", "api") or of any (NULL). 204. */
enum result session_end(struct request *r, struct text target, const char *kind);

#endif
