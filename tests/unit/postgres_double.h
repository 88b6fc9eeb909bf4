/*
 * Stands in for a PostgreSQL server in unit tests: speaks the frontend/backend protocol 3.0 on a socket and does to
 * each statement what a script says, so that failures come at will.
 */
#ifndef TASKLIGHT_POSTGRES_DOUBLE_H
#define TASKLIGHT_POSTGRES_DOUBLE_H

#include <stdbool.h>
#include <stddef.h>

/* What becomes of one statement. */
enum fate {
	FATE_ANSWER,        /* one row: columns and cells */
	FATE_NO_ROW,        /* done, without a row */
	FATE_ERROR,         /* an error with this SQLSTATE */
	FATE_PREPARE_ERROR, /* the same, already when it is prepared */
	FATE_HANG_UP,       /* no answer, the connection ends */
	FATE_SILENCE,       /* no answer, the connection stays */
};

struct statement {
	enum fate fate;
	const char *sqlstate;
	int columns; /* of FATE_ANSWER */
	const char *const *names;
	const unsigned *types;
	const char *const *cells; /* NULL: SQL's NULL */
	bool then_hang_up;        /* while the client is idle */
};

struct postgres_double;

/* A server that does script[0..count) to the statements that are executed, then answers without a row. */
struct postgres_double *postgres_double_start(const struct statement *script, size_t count);

/* Ends it; its clients must have gone. */
void postgres_double_stop(struct postgres_double *server);

/* Where to connect. */
const char *postgres_double_url(const struct postgres_double *server);

/* How often it was connected to, asked to prepare and asked to execute. */
int postgres_double_connections(const struct postgres_double *server);
int postgres_double_prepared(const struct postgres_double *server);
int postgres_double_executed(const struct postgres_double *server);

/* Waits until the client that hung last has been hung up on (FATE_HANG_UP, then_hang_up). */
void postgres_double_wait_hang_up(const struct postgres_double *server, int times);

/* Notifies the connected client on this channel. */
void postgres_double_notify(struct postgres_double *server, const char *channel);

/* The startup parameter called name of the last connection; "" when it was not sent. */
const char *postgres_double_parameter(const struct postgres_double *server, const char *name);

#endif
