/*
 * The route table of a service: which handler answers which method at which address, for whom,
 * and what its query string and body may hold.
 */
#ifndef TASKLIGHT_ROUTE_H
#define TASKLIGHT_ROUTE_H

#include "request.h"

enum access {
	USER = 0, /* an access token or an API token: what a route is unless its row says otherwise */
	LOGIN,    /* an access token only: somebody logged in */
	PUBLIC,   /* anybody */
};

typedef enum result handler(struct request *r);

struct route {
	enum method method;
	/* With {id}, {version} or {uuid} where a number or UUID stands; no trailing slash. */
	const char *path;
	handler *handler;
	enum access access;
	const struct shape *query; /* NULL: no parameter is taken */
	const struct shape *body;  /* NULL: the body is not looked at */
	bool body_optional;
	bool idempotent;    /* takes an Idempotency-Key */
	int64_t body_limit; /* bytes; 0: BODY_LIMIT */
};

/* Another prefix under which a service's addresses can be reached. */
struct alias {
	const char *from;
	const char *to;
};

struct service {
	const char *name;            /* also its schema and its role */
	const char *about;           /* one sentence for --help */
	const char *needs;           /* settings: see config_load */
	const struct route *routes;  /* the last row's handler is NULL */
	const struct alias *aliases; /* the last row's from is NULL; NULL: none */
	const struct query *queries;
	size_t query_count;
	unsigned ready_query;                      /* answers ok and the schema's version, for /readyz */
	int64_t schema_version;                    /* the newest migration this program was built with */
	bool (*open)(const struct config *config); /* once at start; NULL: nothing to do */
};

/*
 * Finds the route of r->method and r->path and sets r->route, r->id, r->uuid. RESULT_NOT_FOUND when
 * no route has the path; RESULT_METHOD_NOT_ALLOWED, with the header Allow, when none has the method.
 */
enum result route_find(struct request *r);

/* Adds "Allow: GET, HEAD, …, OPTIONS" of r->path to the reply; false when no route has the path. */
bool route_allow(struct request *r);

/* Prints "METHOD path access" of each route, for --routes. */
void route_list(const struct service *service);

#endif
