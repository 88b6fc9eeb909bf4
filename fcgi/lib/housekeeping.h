/*
 * Forgetting what has had its time, once a minute, in small statements.
 */
#ifndef TASKLIGHT_HOUSEKEEPING_H
#define TASKLIGHT_HOUSEKEEPING_H

#include "db.h"

/*
 * Runs the statement (sql/<service>/queries/housekeep.sql: $1 limit, column "removed") until nothing is
 * left to remove, unless the last time is less than a minute ago. *next is the caller's memory of when;
 * 0 at first. A failure is logged, and tried again a minute later.
 */
void housekeep(struct db *db, unsigned query, struct arena *arena, int64_t *next);

#endif
