/*
 * What the consumer of todos forgets in time: answers kept for Idempotency-Keys, the trash, markers of removed todos.
 */
#ifndef TASKLIGHT_CONSUMER_HOUSEKEEPING_H
#define TASKLIGHT_CONSUMER_HOUSEKEEPING_H

#include "lib/config.h"
#include "lib/db.h"

/* Does it when a minute has passed; *next as in lib/housekeeping.h. A failure is logged, and tried again later. */
void consumer_housekeep(struct db *db, const struct config *config, struct arena *arena, int64_t *next);

#endif
