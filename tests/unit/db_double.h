/*
 * Stands in for db.c in unit tests: what statements answer comes from the test.
 */
#ifndef TASKLIGHT_DB_DOUBLE_H
#define TASKLIGHT_DB_DOUBLE_H

#include "lib/db.h"

/* An answer: columns with their types, and rows of cells one after another (NULL: SQL's NULL). */
struct db_double_answer {
	int columns;
	int count;
	const char *const *names;
	const enum column_type *types;
	const char *const *cells;
	const char *error; /* the statement fails with result and this message */
	enum result result;
};

/* What the next db_run answers, and what rows functions read; it must live as long as the test. */
void db_double_set(const struct db_double_answer *answer);

/* That answer as rows. */
struct rows db_double_rows(void);

/* How many statements were run, the last one, and its parameters. */
extern int db_double_runs;
extern unsigned db_double_query;
extern struct params db_double_params;

#endif
