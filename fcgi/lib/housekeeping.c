/* Forgetting what has had its time, once a minute. */
#include "housekeeping.h"

#include "clock.h"
#include "log.h"
#include "program.h"

#define INTERVAL 60000

/* Rows of one statement, and statements of one time. */
#define BATCH 1000
#define BATCHES_MAX 100

void
housekeep(struct db *db, unsigned query, struct arena *arena, int64_t *next)
{
	struct params params = { .arena = arena };
	struct rows rows;

	if (clock_ms() < *next)
		return;
	*next = clock_ms() + INTERVAL;
	params_integer(&params, BATCH);
	for (int i = 0; i < BATCHES_MAX && !program_stopping(); i++) {
		if (db_run(db, query, &params, &rows) != RESULT_OK) {
			log_line(LOG_WARNING, "housekeeping failed", "error", db_error(db));
			return;
		}
		if (rows_integer(&rows, 0, "removed") < BATCH)
			return;
	}
}
