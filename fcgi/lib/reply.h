/*
 * What handlers send back: rows as JSON with their ETag, and problems (RFC 9457).
 *
 * A handler returns what these return; any other result than RESULT_OK becomes a problem.
 */
#ifndef TASKLIGHT_REPLY_H
#define TASKLIGHT_REPLY_H

#include "request.h"

/* Adds a header line; the value must have no line break. */
void reply_header(struct request *r, const char *name, struct text value);

/* The first row of r->rows, with its _etag as ETag; 304 when a GET's If-None-Match names it. */
enum result reply_row(struct request *r, int status);

/* 201, the first row, its ETag, and a Location made as by printf from path and the row's id. */
enum result reply_created(struct request *r, const char *path);

/*
 * The rows that have an id as an array, with the first row's _etag as ETag. When there are more
 * than limit, what is over is left out and a Link header leads to what follows the last row shown:
 * the same address with its column _key in the parameter, as a cursor of this sort or as it is.
 */
struct page {
	int64_t limit;
	const char *parameter;
	char sort; /* the cursor's; 0: the parameter takes the key itself */
};
enum result reply_page(struct request *r, const struct page *page);

/* An object that the handler wrote into r->reply.body. */
enum result reply_object(struct request *r, int status);

/* No body: 204. */
enum result reply_empty(struct request *r);

/* For an address that can only be read, any other method than GET and HEAD: 204 to OPTIONS, else 405; with Allow. */
enum result reply_read_only(struct request *r);

/* Turns r->reply into the problem that result is, the request's detail, errors and rows included. */
void reply_problem(struct request *r, enum result result);

#endif
