/*
 * Collects the receipts for deleted accounts, and publishes a deletion again while one is missing.
 */
#include "lib/events.h"
#include "lib/housekeeping.h"
#include "lib/log.h"
#include "lib/program.h"

#include "queries_auth.h"

#include <stdio.h>

/* Deletions published again by one statement. */
#define REPUBLISH_BATCH 500

/* Longer names of services are none of ours, bytes. */
#define SERVICE_LENGTH_MAX 64

struct state {
	struct db *db;
	const struct config *config;
	int64_t next_housekeeping;
	bool failing; /* the last republication: logged once */
};

/* The object's member, a string of 1 to most bytes; absent when it is anything else. */
static struct text
member_text(const struct value *object, const char *name, size_t most)
{
	const struct value *member = json_member(object, name);

	if (member == NULL || member->type != VALUE_STRING || member->text.length == 0 || member->text.length > most)
		return (struct text){ 0 };
	return member->text;
}

/* A receipt: {"user_id", "service", "receipt"}. */
static enum verdict
handle(void *opaque, struct arena *arena, const struct event *event, const char **reason)
{
	struct state *state = opaque;
	struct params params = { .arena = arena };
	struct value object;
	struct rows rows;

	if (!event_read(arena, event, "user_purged", &object, reason))
		return VERDICT_REJECT;
	int64_t user_id = event_user_id(&object, reason);
	if (user_id == 0)
		return VERDICT_REJECT;
	struct text service = member_text(&object, "service", SERVICE_LENGTH_MAX);
	struct text receipt = member_text(&object, "receipt", SERVICE_LENGTH_MAX);
	if (service.data == NULL || !text_is_uuid(receipt)) {
		*reason = service.data == NULL ? "it names no service" : "its receipt is no UUID";
		return VERDICT_REJECT;
	}
	params_text(&params, receipt);
	params_integer(&params, user_id);
	params_text(&params, service);
	enum result result = db_run(state->db, QUERY_AUTH_RECEIPT, &params, &rows);
	if (result != RESULT_NOT_FOUND)
		return event_verdict(arena, state->db, result, reason);
	*reason = "no deletion with this receipt waits for this service";
	return VERDICT_REJECT;
}

/* Publishes again what has no receipt in time: also when Kafka lost it, since the outbox is in the database. */
static void
republish(struct state *state, struct arena *arena)
{
	struct params params = { .arena = arena };
	struct rows rows;
	char count[24];

	params_integer(&params, REPUBLISH_BATCH);
	params_integer(&params, state->config->deletion_republish);
	bool failed = db_run(state->db, QUERY_AUTH_REPUBLISH, &params, &rows) != RESULT_OK;
	if (failed && !state->failing)
		log_line(LOG_WARNING, "deletions cannot be published again", "error", db_error(state->db));
	state->failing = failed;
	if (failed || rows_integer(&rows, 0, "published") == 0)
		return;
	snprintf(count, sizeof(count), "%lld", (long long)rows_integer(&rows, 0, "published"));
	log_line(LOG_WARNING, "deletions without receipt published again", "count", count);
}

static void
tick(void *opaque, struct arena *arena)
{
	struct state *state = opaque;

	republish(state, arena);
	housekeep(state->db, QUERY_AUTH_HOUSEKEEP, arena, &state->next_housekeeping);
}

int
main(int argc, char **argv)
{
	static const struct program program = {
		.name = "auth-consumer",
		.about = "Collects the services' receipts for deleted accounts, and asks again for those that are missing.",
		.needs = "DATABASE_URL KAFKA_BROKERS",
	};
	static const struct topic topics[] = { { "user_purged_topic", handle }, { 0 } };
	static struct config config; /* what it points to lives as long as the program */

	program_begin(argc, argv, &program, &config);
	struct state state = {
		.db = db_create(&config, "auth", auth_queries, QUERY_AUTH_COUNT),
		.config = &config,
	};
	int status = events_consume(&config, program.name,
	    &(struct subscription){
	        .topics = topics,
	        .group = "auth-service-group",
	        .tick = tick,
	        .state = &state,
	    });
	db_close(state.db);
	return status;
}
