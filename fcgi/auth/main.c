/* The auth service: its table of contents. */
#include "auth.h"

#include "lib/worker.h"
#include "password.h"

static const struct route routes[] = {
	{ METHOD_POST, "/auth/register", auth_register, PUBLIC, .body = &registration_shape },
	{ METHOD_POST, "/auth/token", auth_login, PUBLIC, .body = &login_shape },
	{ METHOD_POST, "/auth/token/refresh", auth_refresh, PUBLIC, .body = &refresh_shape },
	{ METHOD_POST, "/auth/token/verify", auth_verify, PUBLIC, .body = &verification_shape },
	{ METHOD_POST, "/auth/logout", auth_logout, USER },
	{ METHOD_GET, "/auth/profile", auth_profile, USER },
	{ METHOD_DELETE, "/auth/profile", auth_profile_delete, USER, .body = &farewell_shape, .body_optional = true },
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
	        .schema_version = 1,
	        .open = password_open,
	    });
}
