/*
 * The auth service: its handlers, and what bodies they take. Each handler has its file.
 */
#ifndef TASKLIGHT_AUTH_H
#define TASKLIGHT_AUTH_H

#include "lib/reply.h"
#include "lib/route.h"
#include "queries_auth.h"

/* Bodies. */
struct registration {
	struct text username;
	struct text email;
	struct text password;
};
extern const struct shape registration_shape;

struct login {
	struct text username;
	struct text password;
	struct text session; /* "body" or "cookie": where the refresh token goes */
};
extern const struct shape login_shape;

struct refresh {
	struct text refresh;
};
extern const struct shape refresh_shape;

struct verification {
	struct text token;
};
extern const struct shape verification_shape;

struct farewell {
	struct text password;
};
extern const struct shape farewell_shape;

struct profile {
	struct text email;
	struct text display_name;
	struct text language;
	struct text time_zone;
	int64_t week_start; /* 0: not sent */
};
extern const struct shape profile_shape;

struct password_change {
	struct text old;
	struct text new;
};
extern const struct shape password_change_shape;

struct api_token {
	struct text name;
	struct value scopes;
	int64_t expires_in_days;
};
extern const struct shape api_token_shape;

/*
 * Whether this is the password of whoever sent the request: RESULT_OK with its hash in the arena, or
 * RESULT_PASSWORD_REQUIRED. Takes a try from the account's budget; the row has username_key.
 */
enum result password_confirm(struct request *r, struct text password, struct text *hash);

handler auth_register;       /* POST   /auth/register/ */
handler auth_login;          /* POST   /auth/token/ */
handler auth_refresh;        /* POST   /auth/token/refresh/ */
handler auth_verify;         /* POST   /auth/token/verify/ */
handler auth_logout;         /* POST   /auth/logout/ */
handler auth_profile;        /* GET    /auth/profile/ */
handler auth_profile_update; /* PATCH  /auth/profile/ */
handler auth_profile_delete; /* DELETE /auth/profile/ */
handler auth_password;       /* POST   /auth/password/ */
handler auth_sessions;       /* GET    /auth/sessions/ */
handler auth_sessions_end;   /* DELETE /auth/sessions/ */
handler auth_session_end;    /* DELETE /auth/sessions/{uuid}/ */
handler auth_tokens;         /* GET    /auth/tokens/ */
handler auth_token_create;   /* POST   /auth/tokens/ */
handler auth_token_end;      /* DELETE /auth/tokens/{uuid}/ */
handler auth_deletion;       /* GET    /auth/deletions/{receipt}/ */

#endif
