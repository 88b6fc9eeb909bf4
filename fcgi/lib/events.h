/*
 * Events: sent to Kafka, and consumed from it, each at least once. The only home of librdkafka is
 * events_*.c.
 */
#ifndef TASKLIGHT_EVENTS_H
#define TASKLIGHT_EVENTS_H

#include "event.h"

/* Where events go that nobody can process or the broker will not take. */
#define DEAD_LETTER_TOPIC "dead_letter_topic"

/* A connection to Kafka for sending: in order, acknowledged by all in-sync replicas. */
struct sender;

/*
 * A sender that connects when first used. client is the name that Kafka's logs show. NULL after one
 * line on stderr when the configuration's Kafka settings cannot work together.
 */
struct sender *sender_create(const struct config *config, const char *client);

/* Ends it; what is not yet acknowledged was already reported as failed. */
void sender_destroy(struct sender *sender);

/*
 * Sends events in order and waits until the fate of each is known, at most SEND_TIMEOUT ms, or a
 * second after the program was asked to stop. One that was refused among others is sent again
 * alone, since a broker refuses a whole batch for one of them. To be called now and then, with no
 * events at least: librdkafka's log comes out here.
 */
#define SEND_TIMEOUT 30000
void events_send(struct sender *sender, struct event *events, size_t count);

/*
 * Sends an event to the dead-letter topic: key, value and headers as they were, then origin[0..count),
 * which say where it comes from and why. What is too large for that is cut, and the headers
 * cut-value-length, cut-key-length and cut-header-count say what it had. Never DELIVERY_REFUSED.
 */
enum delivery events_bury(struct sender *sender, struct arena *arena, const struct event *event,
    const struct event_header *origin, size_t count);

/*
 * Handles one event, more than once if it must. On VERDICT_REJECT *reason is a phrase for people that
 * lives as long as the arena, which is emptied after each call; on VERDICT_RETRY it may be set for the log.
 */
typedef enum verdict event_handler(void *state, struct arena *arena, const struct event *event, const char **reason);

/* A topic and who handles its events. */
struct topic {
	const char *name;
	event_handler *handle;
};

/* What a consumer reads and how. */
struct subscription {
	const struct topic *topics; /* the last one's name is NULL */
	const char *group;
	/* Called every POLL_INTERVAL_MS, whatever Kafka does. */
	void (*tick)(void *state, struct arena *arena);
	void *state;
};

/*
 * Consumes until the program is asked to stop; returns its exit status. An event's offset is
 * committed only after VERDICT_DONE, or when the dead-letter topic has it.
 */
int events_consume(const struct config *config, const char *client, const struct subscription *subscription);

#endif
