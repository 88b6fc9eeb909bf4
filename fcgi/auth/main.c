/* The auth service: its table of contents. */
#include "auth.h"

#include "lib/worker.h"
#include "password.h"

static const struct route routes[] = {
	{ METHOD_POST, "/auth/register", auth_register, PUBLIC, .body = &registration_shape },
	{ METHOD_POST, "/auth/token", auth_login, PUBLIC, .body = &login_shape },
	{ METHOD_POST, "/auth/token/refresh", auth_refresh, PUBLIC, .body = &refresh_shape, .body_optional = true },
	{ METHOD_POST, "/auth/token/verify", auth_verify, PUBLIC, .body = &verification_shape },
	{ METHOD_POST, "/auth/logout", auth_logout, USER },
	{ METHOD_GET, "/auth/profile", auth_profile, USER },
	{ METHOD_PATCH, "/auth/profile", auth_profile_update, LOGIN, .body = &profile_shape },
	{ METHOD_DELETE, "/auth/profile", auth_profile_delete, LOGIN, .body = &farewell_shape, .body_optional = true },
	{ METHOD_POST, "/auth/password", auth_password, LOGIN, .body = &password_change_shape },
	{ METHOD_GET, "/auth/sessions", auth_sessions, LOGIN },
	{ METHOD_DELETE, "/auth/sessions", auth_sessions_end, LOGIN },
	{ METHOD_DELETE, "/auth/sessions/{uuid}", auth_session_end, LOGIN },
	{ METHOD_GET, "/auth/tokens", auth_tokens, LOGIN },
	{ METHOD_POST, "/auth/tokens", auth_token_create, LOGIN, .body = &api_token_shape },
	{ METHOD_DELETE, "/auth/tokens/{uuid}", auth_token_end, LOGIN },
	{ METHOD_GET, "/auth/deletions/{uuid}", auth_deletion, PUBLIC },
	{ 0 },
};

static const struct alias aliases[] = {
	{ "/api/token", "/auth/token" },
	{ 0 },
};

int
main(int argc, char **argv)
{
	return worker_main(argc, argv,
	    &(struct service){
	        .name = "auth",
	        .about =
	            "Accounts and tokens over FastCGI (or CGI): /auth, and /api/token as another name for /auth/token.",
	        .needs = "DATABASE_URL JWT_SIGNING_KEY REFRESH_TOKEN_KEY",
	        .routes = routes,
	        .aliases = aliases,
	        .queries = auth_queries,
	        .query_count = QUERY_AUTH_COUNT,
	        .ready_query = QUERY_AUTH_READY,
	        .schema_version = 3,
	        .open = password_open,
	    });
}
