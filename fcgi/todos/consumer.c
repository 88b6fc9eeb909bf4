/*
 * Acts on what auth tells of accounts. Deleted: sets the tombstone, removes everything of the user and
 * answers with a receipt; a bare {"user_id": N} from another program removes the user's todos and
 * nothing else. Tokens revoked, profile changed: keeps what the service must know in the owner's row.
 * Between events it forgets what has had its time.
 */
#include "consumer_housekeeping.h"

#include "lib/clock.h"
#include "lib/events.h"
#include "lib/housekeeping.h"
#include "lib/program.h"

#include "queries_todos.h"

/* Rows removed by one statement: some milliseconds, so that no other write of the user waits long. */
#define BATCH 1000

/* How long one call may remove, ms; then the rest of the group is served before the next. */
#define REMOVE_TIME 500

struct state {
	struct db *db;
	const struct config *config;
	int64_t next_housekeeping;
	int64_t next_forgetting;
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
user_deleted(void *opaque, struct arena *arena, const struct event *event, const char **reason)
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

/* A member that must be an integer from 1 on; 0 when it is anything else or missing. */
static int64_t
member_integer(const struct value *object, const char *name)
{
	const struct value *member = json_member(object, name);

	return member != NULL && member->type == VALUE_INTEGER && member->integer > 0 ? member->integer : 0;
}

/* A member that is a string; absent when it is anything else or missing. */
static struct text
member_text(const struct value *object, const char *name)
{
	const struct value *member = json_member(object, name);

	return member != NULL && member->type == VALUE_STRING ? member->text : (struct text){ 0 };
}

/* {"user_id", "session_id", "expires_at"} or {"user_id", "not_before", "kept_session_id"?, "expires_at"} */
static enum verdict
token_revoked(void *opaque, struct arena *arena, const struct event *event, const char **reason)
{
	struct state *state = opaque;
	struct params params = { .arena = arena };
	struct value object;
	struct rows rows;

	if (!event_read(arena, event, "token_revoked", &object, reason))
		return VERDICT_REJECT;
	int64_t user_id = event_user_id(&object, reason);
	if (user_id == 0)
		return VERDICT_REJECT;
	struct text session_id = member_text(&object, "session_id"), kept = member_text(&object, "kept_session_id");
	int64_t not_before = member_integer(&object, "not_before"), expires_at = member_integer(&object, "expires_at");
	if (expires_at == 0 || text_is_uuid(session_id) == (not_before > 0) || (kept.data != NULL && !text_is_uuid(kept))) {
		*reason = "it names neither a session nor a time, or no end";
		return VERDICT_REJECT;
	}
	params_integer(&params, user_id);
	params_text(&params, session_id);
	if (not_before > 0)
		params_integer(&params, not_before);
	else
		params_null(&params);
	params_text(&params, kept);
	params_integer(&params, expires_at);
	return event_verdict(arena, state->db, db_run(state->db, QUERY_TODOS_OWNER_REVOKE, &params, &rows), reason);
}

/* {"user_id", "language", "time_zone", "version"} */
static enum verdict
user_changed(void *opaque, struct arena *arena, const struct event *event, const char **reason)
{
	struct state *state = opaque;
	struct params params = { .arena = arena };
	struct value object;
	struct rows rows;

	if (!event_read(arena, event, "user_changed", &object, reason))
		return VERDICT_REJECT;
	int64_t user_id = event_user_id(&object, reason);
	if (user_id == 0)
		return VERDICT_REJECT;
	struct text language = member_text(&object, "language"), time_zone = member_text(&object, "time_zone");
	int64_t version = member_integer(&object, "version");
	if (language.length == 0 || time_zone.length == 0 || version == 0) {
		*reason = "it lacks the language, the time zone or the version";
		return VERDICT_REJECT;
	}
	params_integer(&params, user_id);
	params_text(&params, language);
	params_text(&params, time_zone);
	params_integer(&params, version);
	return event_verdict(arena, state->db, db_run(state->db, QUERY_TODOS_OWNER_PROFILE, &params, &rows), reason);
}

static void
tick(void *opaque, struct arena *arena)
{
	struct state *state = opaque;

	consumer_housekeep(state->db, state->config, arena, &state->next_housekeeping);
	housekeep(state->db, QUERY_TODOS_REVOCATIONS_FORGET, arena, &state->next_forgetting);
}

int
main(int argc, char **argv)
{
	static const struct program program = {
		.name = "todos-consumer",
		.about = "Removes the todos of accounts that were deleted, and confirms it; learns of revoked tokens.",
		.needs = "DATABASE_URL KAFKA_BROKERS",
	};
	static const struct topic topics[] = {
		{ "user_deleted_topic", user_deleted },
		{ "token_revoked_topic", token_revoked },
		{ "user_changed_topic", user_changed },
		{ 0 },
	};
	static struct config config; /* what it points to lives as long as the program */

	program_begin(argc, argv, &program, &config);
	struct state state = { .db = db_create(&config, "todos", todos_queries, QUERY_TODOS_COUNT), .config = &config };
	int status = events_consume(&config, program.name,
	    &(struct subscription){
	        .topics = topics,
	        .group = "todo-service-group",
	        .tick = tick,
	        .state = &state,
	    });
	db_close(state.db);
	return status;
}
