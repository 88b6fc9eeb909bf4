/*
 * How a request can end: one enum for what statements answer and for what goes wrong, and one
 * table that says which problem (RFC 9457) each is.
 */
#ifndef TASKLIGHT_RESULT_H
#define TASKLIGHT_RESULT_H

#include "text.h"

#include <stdio.h>

enum result {
	RESULT_OK,        /* done */
	RESULT_REPLAY,    /* done before under the same Idempotency-Key: this is its answer */
	RESULT_UNCHANGED, /* the client's copy is current: 304 */
	RESULT_NEW_OWNER, /* this user's first write here: the owner's row has to be made first */

	/* Everything from here on is a problem. */
	RESULT_MALFORMED,          /* 400: the body is no JSON object, a header is not well formed */
	RESULT_UNKNOWN_PARAMETER,  /* 400: of the query string */
	RESULT_INVALID_PARAMETER,  /* 400: of the query string */
	RESULT_UNAUTHENTICATED,    /* 401: no token */
	RESULT_INVALID_TOKEN,      /* 401 */
	RESULT_EXPIRED_TOKEN,      /* 401 */
	RESULT_GONE,               /* 401: account deleted, or the token revoked */
	RESULT_WRONG_CREDENTIALS,  /* 401 */
	RESULT_PASSWORD_REQUIRED,  /* 403: the token's password is too long ago */
	RESULT_FORBIDDEN,          /* 403: the token's scope does not reach */
	RESULT_NOT_FOUND,          /* 404 */
	RESULT_METHOD_NOT_ALLOWED, /* 405, with Allow */
	RESULT_NOT_ACCEPTABLE,     /* 406 */
	RESULT_TAKEN,              /* 409: somebody else has this name or address */
	RESULT_BUSY,               /* 409: a request with this Idempotency-Key is running */
	RESULT_LIMIT,              /* 409: this user has as many as allowed */
	RESULT_HORIZON,            /* 410: changes that old are no longer kept */
	RESULT_STALE,              /* 412, with the member "current" */
	RESULT_TOO_LARGE,          /* 413 */
	RESULT_MEDIA_TYPE,         /* 415 */
	RESULT_INVALID,            /* 422, with the member "errors" */
	RESULT_KEY_REUSED,         /* 422: the Idempotency-Key belongs to another request */
	RESULT_TOO_MANY_REQUESTS,  /* 429, with Retry-After */
	RESULT_INTERNAL,           /* 500: a defect of ours; the log has the reason */
	RESULT_REFUSED,            /* 500: the database refused a value that we took; an event is at fault itself */
	RESULT_UNAVAILABLE,        /* 503, with Retry-After: nothing was done */
	RESULT_UNKNOWN_OUTCOME,    /* 503, with Retry-After: it may have been done */

	RESULT_COUNT,
};

/* What a result is on the wire. */
struct problem {
	const char *word;   /* what SQL calls it in the column _outcome; also the end of the problem's type */
	int status;         /* HTTP status; 0 where the handler decides */
	const char *title;  /* RFC 9457, section 3.1.4 */
	const char *detail; /* unless a handler has a better one */
};

/* The table's row for result; result must be below RESULT_COUNT. */
const struct problem *result_problem(enum result result);

/* The result that SQL calls word; RESULT_INTERNAL for a word that nobody knows. */
enum result result_from_word(struct text word);

/*
 * The result of an SQLSTATE (PostgreSQL manual, appendix A), NULL when the server never answered.
 * The caller decides before whether the statement can have run.
 */
enum result result_from_sqlstate(const char *sqlstate);

/* Prints "word<TAB>status<TAB>title<TAB>detail" of each problem, for --problems and the page /docs/problems. */
void result_list(FILE *to);

/* True for SQLSTATEs after which the same statement may simply be tried again (40001, 40P01). */
bool result_retry(const char *sqlstate);

#endif
