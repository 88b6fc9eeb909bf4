/*
 * Acts on deleted accounts: sets the tombstone, removes everything of the user and answers with a
 * receipt. A bare {"user_id": N} from another program removes the user's todos and nothing else.
 * Between events it forgets what has had its time.
 */
#include "consumer_housekeeping.h"

#include "lib/clock.h"
#include "lib/events.h"
#include "lib/program.h"

#include "queries_todos.h"

/* Rows removed by one statement: some milliseconds, so that no other write of the user waits long. */
#define BATCH 1000

/* How long one call may remove, ms; then the rest of the group is served before the next. */
#define REMOVE_TIME 2000

struct state {
	struct db *db;
	const struct config *config;
	int64_t next_housekeeping;
};

/* Runs a statement that removes a batch until it finds nothing to remove. */
static enum verdict
remove_all(struct db *db, struct arena *arena, unsigned query, const struct params *params, const char **reason)
{
	int64_t until = clock_ms() + REMOVE_TIME;
	struct rows rows;

	do {
		enum result result = db_run(db, query, params, &rows);
		if (result != RESULT_OK)
			return event_verdict(arena, db, result, reason);
		if (rows_integer(&rows, 0, "removed") == 0)
			return VERDICT_DONE;
	} while (clock_ms() < until && !program_stopping());
	return VERDICT_MORE;
}

/* Our own event: nothing of the user may be left or come later, and auth gets its receipt every time it asks. */
static enum verdict
delete_owner(struct db *db, struct arena *arena, const struct event *event, int64_t user_id, const char **reason)
{
	struct params who = { .arena = arena }, batch = { .arena = arena }, answer = { .arena = arena };
	struct rows rows;

	params_integer(&who, user_id);
	enum verdict verdict = event_verdict(arena, db, db_run(db, QUERY_TODOS_OWNER_DELETE, &who, &rows), reason);
	if (verdict != VERDICT_DONE)
		return verdict;
	params_integer(&batch, user_id);
	params_integer(&batch, BATCH);
	verdict = remove_all(db, arena, QUERY_TODOS_OWNER_PURGE, &batch, reason);
	if (verdict != VERDICT_DONE)
		return verdict;
	params_integer(&answer, user_id);
	params_text(&answer, event_header(event, "receipt")->value);
	params_text(&answer, event_request_id(event));
	return event_verdict(arena, db, db_run(db, QUERY_TODOS_OWNER_PURGED, &answer, &rows), reason);
}

/* Another program's event: only what was there when it was sent, since it may be read again much later. */
static enum verdict
clear_owner(struct db *db, struct arena *arena, const struct event *event, int64_t user_id, const char **reason)
{
	struct params batch = { .arena = arena };

	params_integer(&batch, user_id);
	params_integer(&batch, BATCH);
	if (event->created >= 0)
		params_integer(&batch, event->created);
	else
		params_null(&batch);
	return remove_all(db, arena, QUERY_TODOS_OWNER_CLEAR, &batch, reason);
}

static enum verdict
handle(void *opaque, struct arena *arena, const struct event *event, const char **reason)
{
	struct state *state = opaque;
	const struct event_header *receipt = event_header(event, "receipt");
	struct value object;

	if (!event_read(arena, event, "user_deleted", &object, reason))
		return VERDICT_REJECT;
	int64_t user_id = event_user_id(&object, reason);
	if (user_id == 0)
		return VERDICT_REJECT;
	if (receipt == NULL)
		return clear_owner(state->db, arena, event, user_id, reason);
	if (!text_is_uuid(receipt->value)) {
		*reason = "its receipt is no UUID";
		return VERDICT_REJECT;
	}
	return delete_owner(state->db, arena, event, user_id, reason);
}

static void
tick(void *opaque, struct arena *arena)
{
	struct state *state = opaque;

	consumer_housekeep(state->db, state->config, arena, &state->next_housekeeping);
}

int
main(int argc, char **argv)
{
	static const struct program program = {
		.name = "todos-consumer",
		.about = "Removes the todos of accounts that were deleted, and confirms it.",
		.needs = "DATABASE_URL KAFKA_BROKERS",
	};
	static struct config config; /* what it points to lives as long as the program */

	program_begin(argc, argv, &program, &config);
	struct state state = { .db = db_create(&config, "todos", todos_queries, QUERY_TODOS_COUNT), .config = &config };
	int status = events_consume(&config, program.name,
	    &(struct subscription){
	        .topic = "user_deleted_topic",
	        .group = "todo-service-group",
	        .handle = handle,
	        .tick = tick,
	        .state = &state,
	    });
	db_close(state.db);
	return status;
}
