/* Forgetting what has had its time, once a minute. */
#include "housekeeping.h"

#include "clock.h"
#include "log.h"
#include "program.h"

#define INTERVAL 60000

/* Statements of one time. */
#define BATCHES_MAX 100

bool
housekeeping_due(int64_t *next)
{
	if (clock_ms() < *next)
		return false;
	*next = clock_ms() + INTERVAL;
	return true;
}

bool
housekeeping_run(struct db *db, unsigned query, const struct params *params)
{
	struct rows rows;

	for (int i = 0; i < BATCHES_MAX && !program_stopping(); i++) {
		if (db_run(db, query, params, &rows) != RESULT_OK) {
			log_line(LOG_WARNING, "housekeeping failed", "error", db_error(db));
			return false;
		}
		if (rows_integer(&rows, 0, "removed") < HOUSEKEEPING_BATCH)
			return true;
	}
	return true;
}

void
housekeep(struct db *db, unsigned query, struct arena *arena, int64_t *next)
{
	struct params params = { .arena = arena };

	if (!housekeeping_due(next))
		return;
	params_integer(&params, HOUSEKEEPING_BATCH);
	housekeeping_run(db, query, &params);
}
