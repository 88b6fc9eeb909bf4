/* Consuming events: one at a time, the offset committed after the effect, what cannot be processed to the dead-letter
 * topic. */
#include "events_kafka.h"

#include "clock.h"
#include "log.h"
#include "program.h"

#include <poll.h>
#include <signal.h>
#include <unistd.h>

/* Between two tries of an event: at first, and at most, ms. */
#define PAUSE_MIN 100
#define PAUSE_MAX 2000

/* At least so often, ms, the broker learns how far we are, and we look whether to stop. */
#define COMMIT_INTERVAL 1000
#define LOOK_INTERVAL 200

/* The same error of librdkafka is logged once in so many ms. */
#define SAME_ERROR_INTERVAL 60000

/* How long we stay in the group without a partition before we leave and join anew, ms. */
#define UNASSIGNED_TIME 20000

/* What leaving the group and freeing everything may take, s; then the process just ends. */
#define LEAVE_TIMEOUT 10
#define FREE_TIMEOUT 2

struct consumer {
	const struct config *config;
	const struct subscription *subscription;
	rd_kafka_t *kafka;
	struct sender *sender; /* of dead letters */
	struct arena *arena;
	int64_t next_tick;
	int64_t next_commit;
	bool uncommitted;
	int assigned; /* partitions that are ours */
	int64_t unassigned_since;
	unsigned tries; /* of the event at hand, in vain */
	bool lost;      /* the place in the topic: a new start finds it again where we committed */
	rd_kafka_resp_err_t last_error;
	int64_t last_error_at;
};

static void
note_error(struct consumer *consumer, const char *message, rd_kafka_resp_err_t error, const char *detail)
{
	if (error == consumer->last_error && clock_ms() < consumer->last_error_at + SAME_ERROR_INTERVAL)
		return;
	consumer->last_error = error;
	consumer->last_error_at = clock_ms();
	log_line(LOG_WARNING, message, "detail", detail);
}

/* After a rebalance the broker may not know us any more: the events come again, which is harmless. */
static void
on_commit(rd_kafka_t *kafka, rd_kafka_resp_err_t error, rd_kafka_topic_partition_list_t *offsets, void *opaque)
{
	(void)kafka;
	(void)offsets;
	if (error != RD_KAFKA_RESP_ERR_NO_ERROR && error != RD_KAFKA_RESP_ERR__NO_OFFSET)
		note_error(opaque, "offsets not committed", error, rd_kafka_err2str(error));
}

static void
commit(struct consumer *consumer, bool wait)
{
	if (!consumer->uncommitted)
		return;
	consumer->uncommitted = false;
	consumer->next_commit = clock_ms() + COMMIT_INTERVAL;
	rd_kafka_resp_err_t error = rd_kafka_commit(consumer->kafka, NULL, !wait);
	if (error != RD_KAFKA_RESP_ERR_NO_ERROR)
		on_commit(consumer->kafka, error, NULL, consumer);
}

static void
on_rebalance(rd_kafka_t *kafka, rd_kafka_resp_err_t error, rd_kafka_topic_partition_list_t *partitions, void *opaque)
{
	struct consumer *consumer = opaque;
	rd_kafka_error_t *failure;

	if (error == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS) {
		consumer->assigned += partitions->cnt;
		failure = rd_kafka_incremental_assign(kafka, partitions);
	} else {
		consumer->assigned -= partitions->cnt;
		if (!rd_kafka_assignment_lost(kafka))
			commit(consumer, true);
		failure = rd_kafka_incremental_unassign(kafka, partitions);
	}
	if (failure != NULL)
		note_error(consumer, "rebalance failed", rd_kafka_error_code(failure), rd_kafka_error_string(failure));
	rd_kafka_error_destroy(failure);
}

static bool
connect_consumer(struct consumer *consumer, const char *client)
{
	const struct kafka_setting settings[] = {
		{ "group.id", consumer->subscription->group },
		{ "enable.auto.commit", "false" },
		{ "enable.auto.offset.store", "false" },
		{ "auto.offset.reset", "earliest" },
		{ "partition.assignment.strategy", "cooperative-sticky" },
		{ "session.timeout.ms", "6000" },
		{ "heartbeat.interval.ms", "2000" },
		{ "allow.auto.create.topics", "true" },
		/* How much is read ahead, so that memory has a bound. */
		{ "queued.min.messages", "1000" },
		{ "queued.max.messages.kbytes", "16384" },
	};
	rd_kafka_conf_t *conf = kafka_configure(consumer->config, client, settings, sizeof(settings) / sizeof(settings[0]));

	if (conf == NULL)
		return false;
	rd_kafka_conf_set_opaque(conf, consumer);
	rd_kafka_conf_set_rebalance_cb(conf, on_rebalance);
	rd_kafka_conf_set_offset_commit_cb(conf, on_commit);
	consumer->kafka = kafka_create(RD_KAFKA_CONSUMER, conf);
	return consumer->kafka != NULL;
}

static bool
subscribe(struct consumer *consumer)
{
	rd_kafka_topic_partition_list_t *topics = rd_kafka_topic_partition_list_new(1);

	rd_kafka_poll_set_consumer(consumer->kafka);
	kafka_request_topics(consumer->kafka, consumer->subscription->topics);
	for (const struct topic *topic = consumer->subscription->topics; topic->name != NULL; topic++)
		rd_kafka_topic_partition_list_add(topics, topic->name, RD_KAFKA_PARTITION_UA);
	rd_kafka_resp_err_t error = rd_kafka_subscribe(consumer->kafka, topics);
	rd_kafka_topic_partition_list_destroy(topics);
	if (error == RD_KAFKA_RESP_ERR_NO_ERROR)
		return true;
	fprintf(stderr, "cannot subscribe as %s: %s\n", consumer->subscription->group, rd_kafka_err2str(error));
	return false;
}

/*
 * Whoever leads the group while the topic is missing gives everybody nothing, and when the topic is back with as many
 * partitions as before, librdkafka 2.0.2 sees no change and leaves it at that. Joining anew helps; a member that has
 * nothing because there are more members than partitions does it in vain, which costs little.
 */
static void
join_anew_when_unassigned(struct consumer *consumer)
{
	int64_t now = clock_ms();

	if (consumer->assigned > 0)
		consumer->unassigned_since = now;
	if (now < consumer->unassigned_since + UNASSIGNED_TIME)
		return;
	consumer->unassigned_since = now;
	rd_kafka_unsubscribe(consumer->kafka);
	consumer->lost = !subscribe(consumer);
}

/* A message's bytes, with a NUL behind. */
static struct text
copy(struct arena *arena, const void *data, size_t length)
{
	return data == NULL ? (struct text){ 0 } : arena_copy(arena, data, length);
}

static void
read_headers(struct arena *arena, const rd_kafka_message_t *message, struct event *event)
{
	rd_kafka_headers_t *headers;

	if (rd_kafka_message_headers(message, &headers) != RD_KAFKA_RESP_ERR_NO_ERROR)
		return;
	event->header_count = rd_kafka_header_cnt(headers);
	struct event_header *copies = arena_alloc(arena, event->header_count * sizeof(*copies));
	for (size_t i = 0; i < event->header_count; i++) {
		const char *name;
		const void *value;
		size_t length;
		rd_kafka_header_get_all(headers, i, &name, &value, &length);
		copies[i] =
		    (struct event_header){ .name = copy(arena, name, strlen(name)), .value = copy(arena, value, length) };
	}
	event->headers = copies;
}

static struct event
read_event(struct arena *arena, const rd_kafka_message_t *message)
{
	rd_kafka_timestamp_type_t type;
	const char *topic = rd_kafka_topic_name(message->rkt);
	struct event event = {
		.topic = arena_copy(arena, topic, strlen(topic)),
		.key = copy(arena, message->key, message->key_len),
		.value = copy(arena, message->payload, message->len),
		.partition = message->partition,
		.offset = message->offset,
		.created = rd_kafka_message_timestamp(message, &type),
	};

	read_headers(arena, message, &event);
	return event;
}

static bool
bury(struct consumer *consumer, const struct event *event, const char *reason)
{
	struct arena *arena = consumer->arena;
	const struct event_header origin[] = {
		{ TEXT("reason"), text_from(reason) },
		{ TEXT("origin-topic"), event->topic },
		{ TEXT("origin-partition"), arena_printf(arena, "%d", (int)event->partition) },
		{ TEXT("origin-offset"), arena_printf(arena, "%lld", (long long)event->offset) },
		{ TEXT("consumer-group"), text_from(consumer->subscription->group) },
	};

	return events_bury(consumer->sender, arena, event, origin, sizeof(origin) / sizeof(origin[0])) == DELIVERY_DONE;
}

/* One line for an event that is finished with, and for one that waits at its tries 1, 2, 4, 8, … */
static void
log_event(struct consumer *consumer, const struct event *event, enum verdict verdict, const char *reason,
    int64_t started)
{
	static const char *const messages[] = { "event processed", "event in progress", "event waits", "event rejected" };
	static const enum log_level levels[] = { LOG_INFO, LOG_INFO, LOG_WARNING, LOG_WARNING };

	if (verdict == VERDICT_RETRY && (consumer->tries & (consumer->tries - 1)) != 0)
		return;
	struct buffer line = log_begin(consumer->arena, levels[verdict], messages[verdict]);
	log_text(&line, "request_id", event_request_id(event));
	log_text(&line, "topic", event->topic);
	log_integer(&line, "partition", event->partition);
	log_integer(&line, "offset", event->offset);
	log_integer(&line, "duration_ms", clock_ms() - started);
	if (reason != NULL)
		log_text(&line, "reason", text_from(reason));
	log_end(&line);
}

/* Lets the broker's copy of this message be the next one that is read of its partition. */
static void
give_back(struct consumer *consumer, const rd_kafka_message_t *message)
{
	rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(1);

	rd_kafka_topic_partition_list_add(list, rd_kafka_topic_name(message->rkt), message->partition)->offset =
	    message->offset;
	rd_kafka_error_t *error = rd_kafka_seek_partitions(consumer->kafka, list, 5000);
	consumer->lost = error != NULL || list->elems[0].err != RD_KAFKA_RESP_ERR_NO_ERROR;
	rd_kafka_error_destroy(error);
	rd_kafka_topic_partition_list_destroy(list);
}

static void
tick_when_due(struct consumer *consumer)
{
	if (clock_ms() < consumer->next_tick)
		return;
	consumer->next_tick = clock_ms() + consumer->config->poll_interval;
	events_send(consumer->sender, NULL, 0);
	arena_reset(consumer->arena);
	consumer->subscription->tick(consumer->subscription->state, consumer->arena);
}

/* Waits before an event is tried again; librdkafka's own thread keeps us in the group meanwhile. */
static void
pause_before_retry(struct consumer *consumer)
{
	unsigned doublings = consumer->tries < 6 ? consumer->tries - 1 : 5;
	int64_t pause = PAUSE_MIN << doublings;
	int64_t until = clock_ms() + (pause < PAUSE_MAX ? pause : PAUSE_MAX);

	while (!program_stopping() && clock_ms() < until) {
		tick_when_due(consumer);
		poll(NULL, 0, 50);
	}
}

/* Calls the handler of the event's topic. */
static enum verdict
handle(struct consumer *consumer, const struct event *event, const char **reason)
{
	const struct topic *topic = consumer->subscription->topics;

	while (topic->name != NULL && !text_equal(event->topic, text_from(topic->name)))
		topic++;
	if (topic->name != NULL)
		return topic->handle(consumer->subscription->state, consumer->arena, event, reason);
	*reason = "nobody here handles its topic";
	return VERDICT_REJECT;
}

static void
process(struct consumer *consumer, const rd_kafka_message_t *message)
{
	const char *reason = NULL;
	int64_t started = clock_ms();

	arena_reset(consumer->arena);
	struct event event = read_event(consumer->arena, message);
	enum verdict verdict = handle(consumer, &event, &reason);
	if (verdict == VERDICT_REJECT && !bury(consumer, &event, reason)) {
		verdict = VERDICT_RETRY;
		reason = "the dead-letter topic does not take it";
	}
	consumer->tries = verdict == VERDICT_RETRY ? consumer->tries + 1 : 0;
	log_event(consumer, &event, verdict, reason, started);
	if (verdict == VERDICT_DONE || verdict == VERDICT_REJECT) {
		rd_kafka_offset_store(message->rkt, message->partition, message->offset);
		consumer->uncommitted = true;
		return;
	}
	give_back(consumer, message);
	if (verdict == VERDICT_RETRY)
		pause_before_retry(consumer);
}

static int64_t
wait_time(const struct consumer *consumer)
{
	int64_t left = consumer->next_tick - clock_ms();

	if (left > LOOK_INTERVAL)
		return LOOK_INTERVAL;
	return left < 0 ? 0 : left;
}

/* Returns the exit status. */
static int
loop(struct consumer *consumer)
{
	consumer->unassigned_since = clock_ms();
	while (!program_stopping()) {
		tick_when_due(consumer);
		join_anew_when_unassigned(consumer);
		rd_kafka_message_t *message = rd_kafka_consumer_poll(consumer->kafka, (int)wait_time(consumer));
		if (message != NULL && message->err == RD_KAFKA_RESP_ERR_NO_ERROR)
			process(consumer, message);
		else if (message != NULL)
			note_error(consumer, "cannot read events", message->err, rd_kafka_message_errstr(message));
		if (message == NULL || clock_ms() >= consumer->next_commit)
			commit(consumer, false);
		if (message != NULL)
			rd_kafka_message_destroy(message);
		if (consumer->lost || rd_kafka_fatal_error(consumer->kafka, NULL, 0) != RD_KAFKA_RESP_ERR_NO_ERROR) {
			log_line(LOG_ERROR, "ends, to start anew", NULL, NULL);
			return 1;
		}
	}
	return 0;
}

static void
end_process(int signal)
{
	(void)signal;
	_exit(0);
}

/* Leaves the group, which commits, and frees the handle. */
static void
disconnect_consumer(struct consumer *consumer)
{
	alarm(LEAVE_TIMEOUT);
	rd_kafka_consumer_close(consumer->kafka);
	/* After a topic it read was deleted librdkafka 2.0.2 waits here for ever. Nothing is in hand any more. */
	signal(SIGALRM, end_process);
	alarm(FREE_TIMEOUT);
	rd_kafka_destroy(consumer->kafka);
}

int
events_consume(const struct config *config, const char *client, const struct subscription *subscription)
{
	struct consumer consumer = { .config = config, .subscription = subscription };
	int status = 78; /* EX_CONFIG of sysexits.h */

	consumer.sender = sender_create(config, client);
	if (consumer.sender == NULL)
		return status;
	consumer.arena = arena_create(65536);
	if (connect_consumer(&consumer, client)) {
		if (subscribe(&consumer))
			status = loop(&consumer);
		disconnect_consumer(&consumer);
	}
	sender_destroy(consumer.sender);
	arena_destroy(consumer.arena);
	return status;
}
