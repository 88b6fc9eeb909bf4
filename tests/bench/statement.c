/*
 * What one statement alone can do: as pgbench, but with the very parameters that requests were seen to have, SQL's NULL
 * among them, which pgbench cannot send. usage: statement CONNECTIONS SECONDS SQL-FILE PARAMETERS-FILE < /dev/null
 *
 * The database is $DATABASE_URL. A line of the parameters' file is one set; its fields are separated by U+001F; "\N" is
 * NULL, "\0" and "\1" are how often the set was used, and one more (for chains such as that of refresh tokens). Each
 * connection has a process and every CONNECTIONS-th set of its own. Prints the statements a second.
 */
#include "rate.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SETS_MAX 4096
#define FIELDS_MAX 32

struct set {
	int count;
	long used;
	char *fields[FIELDS_MAX];
};

static struct set sets[SETS_MAX];
static int set_count, connections;
static const char *sql;

static char *
read_file(const char *path)
{
	char *text = NULL;
	size_t size = 0;
	FILE *file = fopen(path, "r");

	if (file == NULL || getdelim(&text, &size, '\0', file) < 0)
		rate_fail(path);
	fclose(file);
	return text;
}

static void
read_sets(char *text)
{
	char *line;

	while ((line = strsep(&text, "\n")) != NULL && *line != '\0') {
		if (set_count == SETS_MAX)
			rate_fail("too many sets of parameters");
		struct set *set = &sets[set_count++];
		char *field;
		while ((field = strsep(&line, "\x1f")) != NULL) {
			if (set->count == FIELDS_MAX)
				rate_fail("too many parameters");
			set->fields[set->count++] = field;
		}
	}
	if (set_count == 0)
		rate_fail("no parameters");
}

static const char *
value(const struct set *set, const char *field, char counter[2][32])
{
	if (strcmp(field, "\\N") == 0)
		return NULL;
	if (strcmp(field, "\\0") != 0 && strcmp(field, "\\1") != 0)
		return field;
	char *place = counter[field[1] - '0'];
	snprintf(place, 32, "%028ld", set->used + (field[1] - '0'));
	return place;
}

/* One connection: which sets are its own, and which of them comes next. */
struct connection {
	PGconn *server;
	int next;
};

static void *
begin(int number)
{
	struct connection *connection = calloc(1, sizeof(*connection));

	if (connection == NULL)
		rate_fail("no memory");
	*connection = (struct connection){ .server = PQconnectdb(getenv("DATABASE_URL")), .next = number };
	if (PQstatus(connection->server) != CONNECTION_OK)
		rate_fail(PQerrorMessage(connection->server));
	PQclear(PQprepare(connection->server, "s", sql, 0, NULL));
	return connection;
}

static void
run(void *state)
{
	struct connection *connection = state;
	struct set *set = &sets[connection->next % set_count];
	const char *values[FIELDS_MAX];
	char counter[2][32];

	for (int f = 0; f < set->count; f++)
		values[f] = value(set, set->fields[f], counter);
	PGresult *result = PQexecPrepared(connection->server, "s", set->count, values, NULL, NULL, 0);
	if (PQresultStatus(result) != PGRES_TUPLES_OK)
		rate_fail(PQresultErrorMessage(result));
	const char *outcome = PQgetvalue(result, 0, 0);
	if (strcmp(outcome, "ok") != 0 && strcmp(outcome, "unchanged") != 0)
		rate_fail(outcome);
	PQclear(result);
	set->used++;
	connection->next += connections;
}

int
main(int argc, char **argv)
{
	if (argc != 5 || (connections = (int)strtol(argv[1], NULL, 10)) < 1)
		rate_fail("usage: statement CONNECTIONS SECONDS SQL-FILE PARAMETERS-FILE");
	sql = read_file(argv[3]);
	read_sets(read_file(argv[4]));
	/* No set is used by two connections at once. */
	set_count -= set_count % connections;
	if (set_count == 0)
		rate_fail("fewer sets of parameters than connections");
	rate_print(&(struct work){ begin, run }, connections, atof(argv[2]));
	return 0;
}
