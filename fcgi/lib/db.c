/* One connection to PostgreSQL: it connects, prepares, runs and gives up in time. */
#include "db.h"

#include "clock.h"

#include <errno.h>
#include <libpq-fe.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* How often a statement is tried again after a serialization failure, deadlock or unique violation. */
#define RETRIES 3

/* What the client waits longer than the server's own deadline, ms: then the server is frozen. */
#define SERVER_MARGIN 500

struct db {
	const struct config *config;
	const char *service;
	const struct query *queries;
	size_t count;
	PGconn *connection; /* NULL: not connected */
	PGresult *result;   /* what rows point into */
	bool *prepared;     /* by query, on this connection */
	bool listening;
	bool notified; /* since db_wait looked last */
	bool late;     /* the last answer did not come before the deadline */
	char error[512];
};

struct db *
db_create(const struct config *config, const char *service, const struct query *queries, size_t count)
{
	struct db *db = calloc(1, sizeof(*db));
	bool *prepared = calloc(count + 1, sizeof(*prepared));
	if (db == NULL || prepared == NULL)
		abort();
	*db = (struct db){
		.config = config,
		.service = service,
		.queries = queries,
		.count = count,
		.prepared = prepared,
	};
	return db;
}

static void
disconnect(struct db *db)
{
	PQclear(db->result);
	db->result = NULL;
	PQfinish(db->connection);
	db->connection = NULL;
	db->listening = false;
	memset(db->prepared, 0, db->count * sizeof(*db->prepared));
}

void
db_close(struct db *db)
{
	disconnect(db);
	free(db->prepared);
	free(db);
}

/* Keeps libpq's words for the log. */
static void
remember(struct db *db, const char *message)
{
	snprintf(db->error, sizeof(db->error), "%s", message);
	db->error[strcspn(db->error, "\n")] = '\0';
}

const char *
db_error(const struct db *db)
{
	return db->error;
}

static bool
url_has_user(const char *url)
{
	char *error = NULL;
	bool has = false;
	PQconninfoOption *options = PQconninfoParse(url, &error);

	for (PQconninfoOption *option = options; option != NULL && option->keyword != NULL; option++)
		if (strcmp(option->keyword, "user") == 0 && option->val != NULL)
			has = true;
	PQconninfoFree(options);
	PQfreemem(error);
	return has;
}

/* Connects unless connected. */
static bool
connect_now(struct db *db)
{
	char options[256];
	const char *url = db->config->database_url;

	if (db->connection != NULL)
		return true;
	snprintf(options, sizeof(options),
	    "-c search_path=%s -c timezone=UTC -c datestyle=ISO -c plan_cache_mode=force_generic_plan"
	    " -c statement_timeout=%lld -c idle_in_transaction_session_timeout=60s",
	    db->service, (long long)db->config->database_timeout);
	/* Later entries win: the URL may name another user, not other options. */
	bool has_user = url_has_user(url);
	const char *keywords[] = { "dbname", "connect_timeout", "client_encoding", "application_name", "options",
		"tcp_user_timeout", has_user ? NULL : "user", NULL };
	const char *values[] = { url, "2", "UTF8", db->service, options, "5000", db->service, NULL };
	db->connection = PQconnectdbParams(keywords, values, 1);
	if (PQstatus(db->connection) == CONNECTION_OK)
		return true;
	remember(db, PQerrorMessage(db->connection));
	disconnect(db);
	return false;
}

/* Takes the notifications that have come, with whatever answer they came. */
static void
take_notifications(struct db *db)
{
	PGnotify *notify;

	while ((notify = PQnotifies(db->connection)) != NULL) {
		PQfreemem(notify);
		db->notified = true;
	}
}

/* False when the server has hung up while we were idle: PQstatus would not know (libpq, section 34.2). */
static bool
still_connected(struct db *db)
{
	struct pollfd fd = { .fd = PQsocket(db->connection), .events = POLLIN };

	if (poll(&fd, 1, 0) == 0)
		return true;
	if (PQconsumeInput(db->connection) == 0 || PQstatus(db->connection) != CONNECTION_OK)
		return false;
	take_notifications(db);
	/* A shutting down server says so before it hangs up; anything else was a notice. */
	fd.revents = 0;
	return poll(&fd, 1, 0) == 0;
}

/* Sends what is buffered and reads until the result is whole; false at the deadline or hang-up. */
static bool
wait_for_result(struct db *db, int64_t deadline)
{
	PGconn *connection = db->connection;

	for (;;) {
		int unsent = PQflush(connection);
		if (unsent < 0 || (unsent == 0 && PQisBusy(connection) == 0))
			return unsent == 0;
		struct pollfd fd = { .fd = PQsocket(connection), .events = POLLIN };
		if (unsent > 0)
			fd.events |= POLLOUT;
		int64_t left = deadline - clock_ms();
		if (left <= 0 || poll(&fd, 1, (int)left) == 0) {
			remember(db, "no answer from the server before the deadline");
			db->late = true;
			return false;
		}
		if ((fd.revents & ~POLLOUT) != 0 && PQconsumeInput(connection) == 0) {
			remember(db, PQerrorMessage(connection));
			return false;
		}
	}
}

/* Takes the answer to what was sent; NULL when none came, and the connection is given up. */
static PGresult *
take_result(struct db *db)
{
	int64_t deadline = clock_ms() + db->config->database_timeout + SERVER_MARGIN;
	PGresult *result = NULL, *next;

	do {
		if (!wait_for_result(db, deadline)) {
			PQclear(result);
			disconnect(db);
			return NULL;
		}
		next = PQgetResult(db->connection);
		if (next != NULL) {
			PQclear(result);
			result = next;
		}
	} while (next != NULL);
	return result;
}

/* What the server said to a statement that failed; a server that hung up says nothing. */
static enum result
failure(struct db *db, const PGresult *result, const char **sqlstate)
{
	remember(db, PQresultErrorMessage(result));
	*sqlstate = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	if (*sqlstate != NULL)
		return result_from_sqlstate(*sqlstate);
	disconnect(db);
	return RESULT_UNKNOWN_OUTCOME;
}

static enum result
prepare(struct db *db, unsigned query)
{
	const char *sqlstate = NULL;

	if (db->prepared[query])
		return RESULT_OK;
	if (PQsendPrepare(db->connection, db->queries[query].name, db->queries[query].sql, 0, NULL) == 0) {
		remember(db, PQerrorMessage(db->connection));
		disconnect(db);
		return RESULT_UNAVAILABLE;
	}
	db->result = take_result(db);
	if (db->result == NULL)
		return RESULT_UNAVAILABLE;
	db->prepared[query] = PQresultStatus(db->result) == PGRES_COMMAND_OK;
	enum result result = db->prepared[query] ? RESULT_OK : failure(db, db->result, &sqlstate);
	PQclear(db->result);
	db->result = NULL;
	return result == RESULT_UNKNOWN_OUTCOME ? RESULT_UNAVAILABLE : result;
}

/*
 * One try. RESULT_UNAVAILABLE: nothing was sent, or the server refused; RESULT_UNKNOWN_OUTCOME: it
 * was sent and no answer came.
 */
static enum result
run_once(struct db *db, unsigned query, const struct params *params, const char **sqlstate)
{
	*sqlstate = NULL;
	/* A read that is prepared is run again when its answer does not come, so it need not look before. */
	bool careless = db->queries[query].reads_only && db->prepared[query];
	if (db->connection != NULL && !careless && !still_connected(db))
		disconnect(db);
	if (!connect_now(db))
		return RESULT_UNAVAILABLE;
	enum result result = prepare(db, query);
	if (result != RESULT_OK)
		return result;
	const char *name = db->queries[query].name;
	if (PQsendQueryPrepared(db->connection, name, params->count, params->values, NULL, NULL, 0) == 0) {
		remember(db, PQerrorMessage(db->connection));
		disconnect(db);
		return RESULT_UNKNOWN_OUTCOME;
	}
	db->result = take_result(db);
	if (db->result == NULL)
		return RESULT_UNKNOWN_OUTCOME;
	ExecStatusType status = PQresultStatus(db->result);
	if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK)
		return RESULT_OK;
	return failure(db, db->result, sqlstate);
}

/* A short pause that differs between workers, so that two that collided do not collide again. */
static void
pause_before_retry(int attempt)
{
	long ms = 1 + (clock_ms() ^ getpid()) % (10L << attempt);
	nanosleep(&(struct timespec){ .tv_nsec = ms * 1000000 }, NULL);
}

/* Whether running the statement again is safe and may help. */
static bool
worth_another_try(const struct db *db, unsigned query, enum result result, const char *sqlstate, int attempt)
{
	if (sqlstate != NULL)
		return result_retry(sqlstate) || (strcmp(sqlstate, "23505") == 0 && attempt == 0);
	return result == RESULT_UNKNOWN_OUTCOME && db->queries[query].reads_only && !db->late && attempt == 0;
}

enum result
db_run(struct db *db, unsigned query, const struct params *params, struct rows *rows)
{
	enum result result;
	const char *sqlstate;

	db->late = false;
	*rows = (struct rows){ .db = db };
	for (int attempt = 0;; attempt++) {
		PQclear(db->result);
		db->result = NULL;
		/* What a try said that was followed by a better one is no error. */
		db->error[0] = '\0';
		result = run_once(db, query, params, &sqlstate);
		if (attempt == RETRIES || !worth_another_try(db, query, result, sqlstate, attempt))
			break;
		pause_before_retry(attempt);
	}
	if (result != RESULT_OK)
		return result;
	rows->count = PQntuples(db->result);
	rows->columns = PQnfields(db->result);
	if (rows->count == 0 || PQfnumber(db->result, "_outcome") != 0)
		return RESULT_OK;
	return result_from_word(rows_value(rows, 0, 0));
}

struct text
rows_value(const struct rows *rows, int row, int column)
{
	const PGresult *result = rows->db->result;
	int length = column < 0 ? 0 : PQgetlength(result, row, column);

	if (length == 0 && (column < 0 || PQgetisnull(result, row, column)))
		return (struct text){ 0 };
	return (struct text){ .data = PQgetvalue(result, row, column), .length = (size_t)length };
}

struct text
rows_text(const struct rows *rows, int row, const char *column)
{
	return rows_value(rows, row, PQfnumber(rows->db->result, column));
}

int64_t
rows_integer(const struct rows *rows, int row, const char *column)
{
	int64_t number = 0;
	text_integer(rows_text(rows, row, column), INT64_MIN, INT64_MAX, &number);
	return number;
}

const char *
rows_column(const struct rows *rows, int column)
{
	return PQfname(rows->db->result, column);
}

enum column_type
rows_type(const struct rows *rows, int column)
{
	/* The fixed OIDs of PostgreSQL's pg_type.dat. */
	switch (PQftype(rows->db->result, column)) {
	case 16:
		return COLUMN_BOOLEAN;
	case 20:
	case 21:
	case 23:
		return COLUMN_NUMBER;
	case 114:
	case 3802:
		return COLUMN_JSON;
	case 1184:
		return COLUMN_TIME;
	default:
		return COLUMN_TEXT;
	}
}

/* LISTEN, once a connection. */
static bool
listen_on(struct db *db, const char *channel)
{
	char statement[128];

	if (db->listening)
		return true;
	snprintf(statement, sizeof(statement), "listen %s", channel);
	if (PQsendQuery(db->connection, statement) == 0)
		return false;
	PGresult *result = take_result(db);
	db->listening = PQresultStatus(result) == PGRES_COMMAND_OK && db->connection != NULL;
	PQclear(result);
	return db->listening;
}

void
db_wait(struct db *db, const char *channel, int64_t timeout)
{
	if (db->connection != NULL && !still_connected(db))
		disconnect(db);
	bool had = db->listening;
	if (!connect_now(db) || !listen_on(db, channel)) {
		poll(NULL, 0, (int)timeout);
		return;
	}
	/* What was notified before LISTEN took effect is unknown: look at once. */
	if (!had)
		return;
	take_notifications(db);
	if (!db->notified) {
		poll(&(struct pollfd){ .fd = PQsocket(db->connection), .events = POLLIN }, 1, (int)timeout);
		if (PQconsumeInput(db->connection) != 0)
			take_notifications(db);
	}
	db->notified = false;
}
