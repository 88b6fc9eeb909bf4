/*
 * One request, from the web server's variables to the reply: what a handler is given.
 */
#ifndef TASKLIGHT_REQUEST_H
#define TASKLIGHT_REQUEST_H

#include "field.h"
#include "gateway.h"
#include "token.h"

enum method { METHOD_GET = 1, METHOD_POST = 2, METHOD_PUT = 4, METHOD_PATCH = 8, METHOD_DELETE = 16 };

struct route;
struct service;

/* What is sent back; the worker writes it after the handler returned RESULT_OK. */
struct reply {
	int status;
	struct buffer headers; /* whole lines, each with its CRLF */
	struct buffer body;
	const char *media_type; /* of the body */
};

/* Everything in it lives until the request's end; a handler frees nothing. */
struct request {
	struct arena *arena;
	const struct config *config;
	const struct service *service;
	struct db *db;

	struct text method_name;
	enum method method; /* HEAD counts as GET; 0 for methods that no route has */
	struct text path;   /* without alias and trailing slash: "/todos/7" */
	struct text query_string;
	const struct route *route;
	int64_t id;       /* of {id} in the route's path */
	int64_t version;  /* of {version} */
	struct text uuid; /* of {uuid} */
	struct text request_id;

	struct identity identity; /* of the access token; zeros on a public route without one */
	const void *query;        /* the route's query shape, read */
	const void *body;         /* the route's body shape, read */
	struct text raw_body;
	struct text if_match; /* the versions it allows, as an SQL array: {1,2}; absent without the header or for * */
	struct text idempotency_key; /* absent when none was sent or the route takes none */
	struct text request_hash;    /* of method, path and body, hexadecimal; with idempotency_key */

	struct rows rows; /* of the last statement */
	int statements;   /* that were run, for the log */
	struct reply reply;
	struct text detail;  /* of the problem, when the handler knows better than the table */
	int64_t retry_after; /* s, of a problem that has Retry-After; 0: the usual second */
	struct field_errors errors;
};

/* Once, at the worker's start: chooses what the request ids it makes begin with (64 random bits). */
void request_id_open(void);

/* A header or other variable of the web server; absent when not sent. */
struct text request_variable(enum variable variable);

/*
 * Fills a new request from the web server's variables: everything but identity, query and body,
 * which depend on the route. Cannot fail; what is wrong shows when it is looked at.
 */
void request_begin(struct request *r, const struct service *service);

/*
 * Reads the body by the route's shape: RESULT_OK, or RESULT_MALFORMED, _TOO_LARGE, _MEDIA_TYPE,
 * _INVALID with the request's detail and errors set.
 */
enum result request_read_body(struct request *r);

/* Reads the query string by the route's shape, or checks that there is none. */
enum result request_read_query(struct request *r);

/* Reads If-Match and, where the route takes one, Idempotency-Key. RESULT_OK or RESULT_MALFORMED. */
enum result request_read_conditions(struct request *r);

/* Whether If-None-Match names this ETag (weak comparison, RFC 9110 section 13.1.2), or is "*". */
bool request_has_copy(struct text etag);

/* The version in If-None-Match when that is one ETag of ours, for statements that can stop early; else absent. */
struct text request_copy_version(struct request *r);

/*
 * The first parameters of every statement on a user's rows: $1 user_id, $2 the token's iat, $3 its session_id.
 * Of an API token $2 is its end: it is revoked alone and not with all logins before some time (not_before).
 */
struct params request_params(struct request *r);

/* Runs a statement into r->rows and logs what went wrong with the database. */
enum result request_run(struct request *r, unsigned query, const struct params *params);

#endif
