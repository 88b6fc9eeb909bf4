/*
 * A login's session: its refresh tokens, and the pair of tokens that a client gets.
 *
 * A refresh token is base64url of session id (16 bytes), nonce (32), HMAC-SHA-256 of both (32).
 * Its successor's nonce is an HMAC of its own, so that a token exchanged twice within the grace
 * period gets the very same successor; and every token of a session, however old, can be told from
 * a forged one, so that the reuse of a stolen one is noticed with only two hashes kept.
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

/* 200 {"access", "refresh"}: a new access token of this user's session, beside its refresh token. */
enum result reply_tokens(struct request *r, int64_t user_id, int64_t auth_time, const struct refresh_token *refresh);

#endif
