/*
 * An event, as it goes to Kafka and comes from it, and how a handler reads it.
 */
#ifndef TASKLIGHT_EVENT_H
#define TASKLIGHT_EVENT_H

#include "json.h"

/* A header as Kafka knows it: the value is absent when it is Kafka's null. */
struct event_header {
	struct text name;
	struct text value;
};

/* What became of an event that was sent. */
enum delivery {
	DELIVERY_DONE,    /* every in-sync replica has it */
	DELIVERY_FAILED,  /* not known to have arrived; try again later */
	DELIVERY_REFUSED, /* the broker will never take it: too large, a topic's name that cannot be */
};

struct event {
	struct text topic;
	struct text key;   /* absent: none */
	struct text value; /* absent: Kafka's null */
	const struct event_header *headers;
	size_t header_count;

	/* Where it was read. */
	int32_t partition;
	int64_t offset;
	int64_t created; /* ms since 1970 by the clock of whoever sent it; -1 when unknown */

	/* Set by events_send; why is a static phrase. */
	enum delivery delivery;
	const char *why;
};

/* The last header called name; NULL when there is none. */
const struct event_header *event_header(const struct event *event, const char *name);

/* The header x-request-id; absent when there is none or it is not well formed. */
struct text event_request_id(const struct event *event);

/* What a handler makes of an event. */
enum verdict {
	VERDICT_DONE,   /* its effect is there to stay */
	VERDICT_MORE,   /* part of its effect is; call again soon (a handler should not take longer than some seconds) */
	VERDICT_RETRY,  /* not now, for a reason outside the event: call again after a pause */
	VERDICT_REJECT, /* never: to the dead-letter topic */
};

/*
 * Reads the event's value, a JSON object of at most EVENT_LENGTH_MAX bytes. False with *reason, which
 * lives as long as the arena, when it is anything else, or when the CloudEvents headers, if there are
 * any, name another type or another version of the specification than 1.0.
 */
#define EVENT_LENGTH_MAX 65536
bool event_read(struct arena *arena, const struct event *event, const char *type, struct value *object,
    const char **reason);

/* The object's member user_id, an integer from 1 on; 0 with *reason when it is anything else. */
int64_t event_user_id(const struct value *object, const char **reason);

/*
 * What a statement's result means for the event: values that the database will never take are the
 * event's fault (VERDICT_REJECT), every other failure passes (VERDICT_RETRY); *reason has the
 * database's words.
 */
enum verdict event_verdict(struct arena *arena, const struct db *db, enum result result, const char **reason);

#endif
