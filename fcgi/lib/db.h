/*
 * One connection to PostgreSQL: prepared statements, a deadline on each, and rows. The only home of
 * libpq. Not shared between threads or across fork.
 *
 * A statement's result begins with the column _outcome (a word of result.c); further columns whose
 * names begin with "_" are for C, all others are the representation that clients see.
 */
#ifndef TASKLIGHT_DB_H
#define TASKLIGHT_DB_H

#include "config.h"
#include "params.h"
#include "result.h"

/* A statement of sql/<service>/queries/, embedded at build. */
struct query {
	const char *name;
	bool reads_only; /* changes and locks nothing: may simply be run again */
	const char *sql;
};

struct db;

/* How a column's text becomes JSON. */
enum column_type { COLUMN_TEXT, COLUMN_NUMBER, COLUMN_BOOLEAN, COLUMN_TIME, COLUMN_JSON };

/* What a statement answered. Valid until the next db_run on the same connection. */
struct rows {
	struct db *db;
	int count;
	int columns;
};

/*
 * A handle that connects when first used, as role `service` unless the URL names a user, with
 * `service` as its schema. queries[0..count) are numbered as the caller's enum. Lives as long as
 * the program; db_close ends the connection.
 */
struct db *db_create(const struct config *config, const char *service, const struct query *queries, size_t count);
void db_close(struct db *db);

/*
 * Runs one statement: prepared on the connection's first use of it, one round trip, autocommitted.
 * Returns the first row's _outcome; RESULT_OK with rows->count == 0 when there is no row; or what
 * the failure means. Tried again by itself only where that is safe: the connection was found dead
 * before sending, a read whose answer did not come, a serialization failure, a deadlock, a unique
 * violation (once).
 */
enum result db_run(struct db *db, unsigned query, const struct params *params, struct rows *rows);

/* The last failure's message from libpq, for the log. "" when there was none. */
const char *db_error(const struct db *db);

/* Value of a column of a row, by name or by number; absent when SQL's NULL or no such column. */
struct text rows_text(const struct rows *rows, int row, const char *column);
struct text rows_value(const struct rows *rows, int row, int column);

/* Value of an integer column; 0 when NULL. */
int64_t rows_integer(const struct rows *rows, int row, const char *column);

/* Name and type of a column. */
const char *rows_column(const struct rows *rows, int column);
enum column_type rows_type(const struct rows *rows, int column);

/*
 * Waits until the server notifies on channel, or timeout (ms) passes, or a signal comes. Returns at
 * once after it had to connect, since what was notified before is unknown; without a server it waits.
 */
void db_wait(struct db *db, const char *channel, int64_t timeout);

#endif
