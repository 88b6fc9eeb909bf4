/*
 * Forgetting what has had its time, once a minute, in small statements.
 */
#ifndef TASKLIGHT_HOUSEKEEPING_H
#define TASKLIGHT_HOUSEKEEPING_H

#include "db.h"

/* Rows of one statement: some milliseconds, so that nobody waits long for its locks. */
#define HOUSEKEEPING_BATCH 1000

/* Whether a minute has passed; *next is the caller's memory of when it has, 0 at first. */
bool housekeeping_due(int64_t *next);

/*
 * Runs the statement, which removes at most HOUSEKEEPING_BATCH rows and says how many in its column "removed", until
 * nothing is left to remove, a hundred times at most. False after a failure, which is logged.
 */
bool housekeeping_run(struct db *db, unsigned query, const struct params *params);

/* The two together, for a statement whose only parameter is its limit (sql/<service>/queries/housekeep.sql). */
void housekeep(struct db *db, unsigned query, struct arena *arena, int64_t *next);

#endif
