/*
 * The auth service: its handlers, and what they share. Each handler has its file.
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

handler auth_register;       /* POST   /auth/register/ */
handler auth_login;          /* POST   /auth/token/ */
handler auth_refresh;        /* POST   /auth/token/refresh/ */
handler auth_verify;         /* POST   /auth/token/verify/ */
handler auth_logout;         /* POST   /auth/logout/ */
handler auth_profile;        /* GET    /auth/profile/ */
handler auth_profile_delete; /* DELETE /auth/profile/ */
handler auth_deletion;       /* GET    /auth/deletions/{receipt}/ */

#endif
