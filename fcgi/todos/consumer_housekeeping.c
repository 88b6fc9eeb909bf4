/* Forgets answers kept for Idempotency-Keys, what lay in the trash for TRASH_DAYS, and markers after MARKER_DAYS. */
#include "consumer_housekeeping.h"

#include "lib/clock.h"
#include "lib/housekeeping.h"
#include "lib/log.h"
#include "lib/program.h"

#include "queries_todos.h"

/* How long one call may remove from the trash, ms; then the events are served before the next. */
#define TRASH_TIME 2000

/* A few users with expired trash, and what is expired. */
struct expired {
	int count;
	int64_t *users;
	struct text before; /* a timestamp */
};

static bool
find_expired(struct db *db, struct arena *arena, int64_t days, struct expired *expired)
{
	struct params params = { .arena = arena };
	struct rows rows;

	params_integer(&params, days);
	if (db_run(db, QUERY_TODOS_TRASH_EXPIRED, &params, &rows) != RESULT_OK) {
		log_line(LOG_WARNING, "expired trash cannot be found", "error", db_error(db));
		return false;
	}
	expired->count = rows.count;
	expired->users = arena_alloc(arena, ((size_t)rows.count + 1) * sizeof(int64_t));
	for (int i = 0; i < rows.count; i++)
		expired->users[i] = rows_integer(&rows, i, "user_id");
	if (rows.count > 0) {
		struct text before = rows_text(&rows, 0, "trashed_before");
		expired->before = arena_copy(arena, before.data, before.length);
	}
	return true;
}

/* Removes one user's expired trash. */
static bool
purge(struct db *db, struct arena *arena, int64_t user_id, struct text before)
{
	struct params params = { .arena = arena };

	params_integer(&params, user_id);
	params_null(&params); /* no token */
	params_null(&params);
	params_null(&params); /* no single todo */
	params_text(&params, before);
	params_integer(&params, HOUSEKEEPING_BATCH);
	return housekeeping_run(db, QUERY_TODOS_TRASH_PURGE, &params);
}

/* True when no expired trash is left; false after a failure, or when the time was up. */
static bool
empty_trash(struct db *db, struct arena *arena, int64_t days)
{
	int64_t until = clock_ms() + TRASH_TIME;
	struct expired expired;

	while (find_expired(db, arena, days, &expired)) {
		if (expired.count == 0)
			return true;
		for (int i = 0; i < expired.count; i++)
			if (!purge(db, arena, expired.users[i], expired.before) || clock_ms() > until || program_stopping())
				return false;
	}
	return false;
}

void
consumer_housekeep(struct db *db, const struct config *config, struct arena *arena, int64_t *next)
{
	struct params limit = { .arena = arena }, markers = { .arena = arena };

	if (!housekeeping_due(next))
		return;
	params_integer(&limit, HOUSEKEEPING_BATCH);
	params_integer(&markers, HOUSEKEEPING_BATCH);
	params_integer(&markers, config->marker_days);
	housekeeping_run(db, QUERY_TODOS_HOUSEKEEP, &limit);
	empty_trash(db, arena, config->trash_days);
	housekeeping_run(db, QUERY_TODOS_REMOVAL_EXPIRE, &markers);
}
