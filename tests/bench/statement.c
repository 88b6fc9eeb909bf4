/*
 * What one statement alone can do: as pgbench, but with the very parameters that requests were seen to have, SQL's NULL
 * among them, which pgbench cannot send. usage: statement CONNECTIONS SECONDS SQL-FILE PARAMETERS-FILE < /dev/null
 *
 * The database is $DATABASE_URL. A line of the parameters' file is one set; its fields are separated by U+001F; "\N" is
 * NULL, "\0" and "\1" are how often the set was used, and one more (for chains such as that of refresh tokens). Each
 * connection has a process and every CONNECTIONS-th set of its own. Prints the statements a second.
 */
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SETS_MAX 4096
#define FIELDS_MAX 32

struct set {
	int count;
	long used;
	char *fields[FIELDS_MAX];
};

static struct set sets[SETS_MAX];
static int set_count;

static void
fail(const char *what)
{
	fprintf(stderr, "statement: %s\n", what);
	exit(1);
}

static double
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static char *
read_file(const char *path)
{
	char *text = NULL;
	size_t size = 0;
	FILE *file = fopen(path, "r");

	if (file == NULL || getdelim(&text, &size, '\0', file) < 0)
		fail(path);
	fclose(file);
	return text;
}

static void
read_sets(char *text)
{
	char *line;

	while ((line = strsep(&text, "\n")) != NULL && *line != '\0') {
		if (set_count == SETS_MAX)
			fail("too many sets of parameters");
		struct set *set = &sets[set_count++];
		char *field;
		while ((field = strsep(&line, "\x1f")) != NULL) {
			if (set->count == FIELDS_MAX)
				fail("too many parameters");
			set->fields[set->count++] = field;
		}
	}
	if (set_count == 0)
		fail("no parameters");
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

/* Runs the statement from the start until the end, both as now() tells; returns how often. */
static long
run(const char *sql, int number, int connections, double start, double end)
{
	PGconn *connection = PQconnectdb(getenv("DATABASE_URL"));
	long done = 0;

	if (PQstatus(connection) != CONNECTION_OK)
		fail(PQerrorMessage(connection));
	PQclear(PQprepare(connection, "s", sql, 0, NULL));
	for (int i = number; now() < end; i += connections) {
		struct set *set = &sets[i % set_count];
		const char *values[FIELDS_MAX];
		char counter[2][32];
		for (int f = 0; f < set->count; f++)
			values[f] = value(set, set->fields[f], counter);
		PGresult *result = PQexecPrepared(connection, "s", set->count, values, NULL, NULL, 0);
		if (PQresultStatus(result) != PGRES_TUPLES_OK)
			fail(PQresultErrorMessage(result));
		if (strcmp(PQgetvalue(result, 0, 0), "ok") != 0 && strcmp(PQgetvalue(result, 0, 0), "unchanged") != 0)
			fail(PQgetvalue(result, 0, 0));
		PQclear(result);
		set->used++;
		if (now() >= start)
			done++;
	}
	PQfinish(connection);
	return done;
}

int
main(int argc, char **argv)
{
	int connections, status;

	if (argc != 5 || (connections = (int)strtol(argv[1], NULL, 10)) < 1)
		fail("usage: statement CONNECTIONS SECONDS SQL-FILE PARAMETERS-FILE");
	char *sql = read_file(argv[3]);
	read_sets(read_file(argv[4]));
	/* No set is used by two connections at once. */
	set_count -= set_count % connections;
	long *done =
	    mmap(NULL, sizeof(*done) * (size_t)connections, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (done == MAP_FAILED)
		fail("no memory");
	/* The first tenth warms up. */
	double seconds = atof(argv[2]), start = now() + seconds / 10, end = start + seconds;
	for (int i = 0; i < connections; i++) {
		if (fork() == 0) {
			done[i] = run(sql, i, connections, start, end);
			_exit(0);
		}
	}
	long total = 0;
	for (int i = 0; i < connections; i++)
		if (wait(&status) < 0 || status != 0)
			fail("a connection ended badly");
	for (int i = 0; i < connections; i++)
		total += done[i];
	printf("%.1f\n", (double)total / seconds);
	return 0;
}
