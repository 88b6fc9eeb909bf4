/*
 * The relay: carries the events of one service's outbox to Kafka, in order, and forgets each when the
 * broker has it. What waits in the outbox waits as long as it takes.
 */
#include "lib/events.h"
#include "lib/log.h"
#include "lib/program.h"

#include "queries_relay.h"

#include <stdio.h>
#include <unistd.h>

/* Events of one round, and their bytes (more only when a single one has more): what the memory must hold. */
#define BATCH 500
#define BATCH_BYTES 4194304

/* What ending may take, s, before the supervisor's patience ends; then the process just dies. */
#define END_TIMEOUT 10

struct relay {
	const char *service;
	struct db *db;
	struct sender *sender;
	struct arena *arena;
};

/* The row's headers, a JSON object of strings. */
static bool
read_headers(struct arena *arena, struct text json, struct event *event)
{
	struct value object;
	const char *why;

	if (!json_parse_object(arena, json, &object, &why))
		return false;
	struct event_header *headers = arena_alloc(arena, object.count * sizeof(*headers));
	for (size_t i = 0; i < object.count; i++)
		headers[i] = (struct event_header){ object.elements[i].name, object.elements[i].text };
	event->headers = headers;
	event->header_count = object.count;
	return true;
}

static struct event *
read_events(struct relay *relay, const struct rows *rows)
{
	struct event *events = arena_alloc(relay->arena, (size_t)rows->count * sizeof(*events));

	for (int row = 0; row < rows->count; row++) {
		struct event *event = &events[row];
		event->topic = rows_text(rows, row, "topic");
		event->key = rows_text(rows, row, "key");
		event->value = rows_text(rows, row, "value");
		event->offset = rows_integer(rows, row, "id");
		if (!read_headers(relay->arena, rows_text(rows, row, "headers"), event))
			log_line(LOG_ERROR, "an event's headers are no JSON object; it goes without", NULL, NULL);
	}
	return events;
}

/* What the broker will never take must not stop the rest. */
static void
bury(struct relay *relay, struct event *event)
{
	const struct event_header origin[] = {
		{ TEXT("reason"), text_from(event->why) },
		{ TEXT("origin-topic"), event->topic },
		{ TEXT("outbox"), text_from(relay->service) },
		{ TEXT("outbox-id"), arena_printf(relay->arena, "%lld", (long long)event->offset) },
	};

	event->delivery = events_bury(relay->sender, relay->arena, event, origin, sizeof(origin) / sizeof(origin[0]));
}

static void
log_event(const struct relay *relay, const struct event *event, bool refused)
{
	struct buffer line = log_begin(relay->arena, refused ? LOG_ERROR : LOG_INFO,
	    refused ? "event refused by the broker, sent to the dead-letter topic" : "event sent");

	log_text(&line, "request_id", event_request_id(event));
	log_text(&line, "topic", event->topic);
	log_integer(&line, "outbox_id", event->offset);
	if (refused)
		log_text(&line, "reason", text_from(event->why));
	log_end(&line);
}

/* Settles one event after the round: its number goes into ids when it is done with. False: it stays in the outbox. */
static bool
settle(struct relay *relay, struct event *event, struct buffer *ids)
{
	bool refused = event->delivery == DELIVERY_REFUSED;

	if (refused)
		bury(relay, event);
	if (event->delivery != DELIVERY_DONE)
		return false;
	log_event(relay, event, refused);
	buffer_text(ids, ids->length == 0 ? TEXT("{") : TEXT(","));
	buffer_integer(ids, event->offset);
	return true;
}

/* Deletes the rows of ids. When that fails they are sent a second time, which every consumer bears. */
static void
forget(struct relay *relay, struct buffer *ids)
{
	struct params params = { .arena = relay->arena };
	struct rows rows;

	if (ids->length == 0)
		return;
	buffer_literal(ids, "}");
	params_text(&params, arena_copy(relay->arena, ids->data, ids->length));
	if (db_run(relay->db, QUERY_RELAY_SENT, &params, &rows) != RESULT_OK)
		log_line(LOG_WARNING, "sent events not deleted from the outbox", "error", db_error(relay->db));
}

static void
log_waiting(const struct relay *relay, int waiting, const char *why)
{
	struct buffer line = log_begin(relay->arena, LOG_WARNING, "events wait");

	log_integer(&line, "count", waiting);
	log_text(&line, "reason", text_from(why));
	log_end(&line);
}

/* One round. True when all that was taken has left the outbox, and there may be more. */
static bool
forward(struct relay *relay)
{
	struct params params = { .arena = relay->arena };
	struct buffer ids = { .arena = relay->arena };
	struct rows rows;
	int waiting = 0;
	const char *why = NULL;

	params_integer(&params, BATCH);
	params_integer(&params, BATCH_BYTES);
	if (db_run(relay->db, QUERY_RELAY_TAKE, &params, &rows) != RESULT_OK) {
		log_line(LOG_WARNING, "the outbox cannot be read", "error", db_error(relay->db));
		return false;
	}
	struct event *events = read_events(relay, &rows);
	events_send(relay->sender, events, (size_t)rows.count);
	for (int i = 0; i < rows.count; i++) {
		if (settle(relay, &events[i], &ids))
			continue;
		waiting++;
		why = events[i].why;
	}
	if (waiting > 0)
		log_waiting(relay, waiting, why);
	forget(relay, &ids);
	return rows.count > 0 && waiting == 0;
}

static int
run(const struct config *config)
{
	char name[64], channel[64];
	struct relay relay = { .service = config->service };

	snprintf(name, sizeof(name), "relay-%s", config->service);
	snprintf(channel, sizeof(channel), "outbox_%s", config->service);
	log_open(name, config->log_dir);
	relay.sender = sender_create(config, name);
	if (relay.sender == NULL)
		return 78; /* EX_CONFIG of sysexits.h */
	relay.db = db_create(config, config->service, relay_queries, QUERY_RELAY_COUNT);
	relay.arena = arena_create(65536);
	while (!program_stopping()) {
		if (!forward(&relay))
			db_wait(relay.db, channel, config->poll_interval);
		arena_reset(relay.arena);
	}
	alarm(END_TIMEOUT);
	db_close(relay.db);
	sender_destroy(relay.sender);
	arena_destroy(relay.arena);
	return 0;
}

int
main(int argc, char **argv)
{
	static const struct program program = {
		.name = "relay",
		.about = "Carries the events of one service's outbox to Kafka.",
		.needs = "DATABASE_URL KAFKA_BROKERS SERVICE",
	};
	static struct config config; /* what it points to lives as long as the program */

	program_begin(argc, argv, &program, &config);
	return run(&config);
}
