/* Sending events: an idempotent producer that is made anew when it fails, and the dead-letter topic. */
#include "events_kafka.h"

#include "clock.h"
#include "log.h"
#include "program.h"

#include <stdlib.h>

/* How long to wait for the broker's word after the program was asked to stop, ms. */
#define STOP_GRACE 1000

/* What is left of an event whose whole is too large for the dead-letter topic, bytes. */
#define CUT_VALUE 16384
#define CUT_KEY 1024
#define CUT_HEADERS 8192

struct sender {
	const struct config *config;
	const char *client;
	rd_kafka_t *kafka; /* NULL: to be made anew */
	size_t pending;    /* events without a delivery report */
};

/* What no later try will change; everything else may. */
static bool
is_refusal(rd_kafka_resp_err_t error)
{
	switch (error) {
	case RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE:
	case RD_KAFKA_RESP_ERR_INVALID_MSG_SIZE:
	case RD_KAFKA_RESP_ERR_INVALID_RECORD:
	case RD_KAFKA_RESP_ERR_RECORD_LIST_TOO_LARGE:
	case RD_KAFKA_RESP_ERR_TOPIC_EXCEPTION:
	case RD_KAFKA_RESP_ERR__INVALID_ARG:
		return true;
	default:
		return false;
	}
}

static void
settle(struct event *event, rd_kafka_resp_err_t error)
{
	event->delivery = DELIVERY_DONE;
	event->why = NULL;
	if (error == RD_KAFKA_RESP_ERR_NO_ERROR)
		return;
	event->delivery = is_refusal(error) ? DELIVERY_REFUSED : DELIVERY_FAILED;
	event->why = rd_kafka_err2str(error);
}

static void
on_delivery(rd_kafka_t *kafka, const rd_kafka_message_t *message, void *opaque)
{
	struct sender *sender = opaque;

	(void)kafka;
	settle(message->_private, message->err);
	sender->pending--;
}

static rd_kafka_conf_t *
configure(struct sender *sender)
{
	static const struct kafka_setting settings[] = {
		/*
		 * Sent again after a lost answer, an event may be there twice, which harms nobody: its effect is idempotent.
		 * librdkafka's own numbers would be worse: a broker that lost its disk gives ours to another producer, takes
		 * what we send for a duplicate of theirs, and says that it has it. One request at a time keeps the order.
		 */
		{ "enable.idempotence", "false" },
		{ "max.in.flight.requests.per.connection", "1" },
		{ "queue.buffering.max.ms", "0" }, /* a revoked token does not wait for others to fill a batch */
		{ "acks", "all" },
		{ "message.timeout.ms", "30000" }, /* SEND_TIMEOUT */
		/* The broker's own limit decides; this one only keeps a request below what it can read at all. */
		{ "message.max.bytes", "16777216" },
		{ "queue.buffering.max.kbytes", "65536" },
		{ "compression.type", "none" },
		/* How long a new topic may take to be known; one that is missing for longer holds up the rest no more. */
		{ "topic.metadata.propagation.max.ms", "5000" },
	};
	rd_kafka_conf_t *conf =
	    kafka_configure(sender->config, sender->client, settings, sizeof(settings) / sizeof(settings[0]));

	if (conf == NULL)
		return NULL;
	rd_kafka_conf_set_dr_msg_cb(conf, on_delivery);
	rd_kafka_conf_set_opaque(conf, sender);
	return conf;
}

static bool
connect_sender(struct sender *sender)
{
	if (sender->kafka != NULL)
		return true;
	rd_kafka_conf_t *conf = configure(sender);
	if (conf != NULL)
		sender->kafka = kafka_create(RD_KAFKA_PRODUCER, conf);
	return sender->kafka != NULL;
}

struct sender *
sender_create(const struct config *config, const char *client)
{
	struct sender *sender = calloc(1, sizeof(*sender));
	if (sender == NULL)
		abort();
	*sender = (struct sender){ .config = config, .client = client };
	if (connect_sender(sender))
		return sender;
	free(sender);
	return NULL;
}

static void
disconnect_sender(struct sender *sender)
{
	if (sender->kafka != NULL)
		rd_kafka_destroy(sender->kafka);
	sender->kafka = NULL;
	sender->pending = 0;
}

void
sender_destroy(struct sender *sender)
{
	disconnect_sender(sender);
	free(sender);
}

/* librdkafka takes no const, but copies. */
static rd_kafka_vu_t
bytes(rd_kafka_vtype_t type, struct text text)
{
	return (rd_kafka_vu_t){ .vtype = type, .u.mem = { .ptr = (void *)(uintptr_t)text.data, .size = text.length } };
}

static rd_kafka_headers_t *
headers_of(const struct event *event)
{
	rd_kafka_headers_t *headers = rd_kafka_headers_new(event->header_count);

	for (size_t i = 0; i < event->header_count; i++) {
		const struct event_header *header = &event->headers[i];
		rd_kafka_header_add(headers, header->name.data, (ssize_t)header->name.length, header->value.data,
		    header->value.data == NULL ? 0 : (ssize_t)header->value.length);
	}
	return headers;
}

/* Hands one event to librdkafka, which will report on it; false when it would not take it. */
static bool
enqueue(struct sender *sender, struct event *event)
{
	rd_kafka_headers_t *headers = headers_of(event);
	const rd_kafka_vu_t arguments[] = {
		{ .vtype = RD_KAFKA_VTYPE_TOPIC, .u.cstr = event->topic.data },
		bytes(RD_KAFKA_VTYPE_KEY, event->key),
		bytes(RD_KAFKA_VTYPE_VALUE, event->value),
		{ .vtype = RD_KAFKA_VTYPE_HEADERS, .u.headers = headers },
		{ .vtype = RD_KAFKA_VTYPE_MSGFLAGS, .u.i = RD_KAFKA_MSG_F_COPY },
		{ .vtype = RD_KAFKA_VTYPE_OPAQUE, .u.ptr = event },
	};
	rd_kafka_error_t *error = rd_kafka_produceva(sender->kafka, arguments, sizeof(arguments) / sizeof(arguments[0]));

	event->delivery = DELIVERY_FAILED;
	event->why = "no word from the broker before the deadline";
	if (error == NULL)
		return true;
	settle(event, rd_kafka_error_code(error));
	rd_kafka_error_destroy(error);
	rd_kafka_headers_destroy(headers);
	return false;
}

/* Waits for the delivery reports. */
static void
collect(struct sender *sender)
{
	int64_t deadline = clock_ms() + SEND_TIMEOUT + STOP_GRACE;
	bool hurried = false;

	rd_kafka_poll(sender->kafka, 0);
	while (sender->pending > 0 && clock_ms() < deadline) {
		if (program_stopping() && !hurried) {
			deadline = clock_ms() + STOP_GRACE;
			hurried = true;
		}
		rd_kafka_poll(sender->kafka, 100);
	}
}

static void
send_batch(struct sender *sender, struct event *events, size_t count)
{
	size_t failed = 0;

	sender->pending = 0;
	for (size_t i = 0; i < count; i++) {
		if (!connect_sender(sender))
			settle(&events[i], RD_KAFKA_RESP_ERR__FAIL);
		else if (enqueue(sender, &events[i]))
			sender->pending++;
	}
	if (sender->kafka != NULL)
		collect(sender);
	for (size_t i = 0; i < count; i++)
		if (events[i].delivery == DELIVERY_FAILED)
			failed++;
	/* A new producer has nothing in flight, and none of the states from which an idempotent one does not recover. */
	if (failed > 0)
		disconnect_sender(sender);
}

void
events_send(struct sender *sender, struct event *events, size_t count)
{
	send_batch(sender, events, count);
	for (size_t i = 0; i < count && count > 1; i++)
		if (events[i].delivery == DELIVERY_REFUSED)
			send_batch(sender, &events[i], 1);
}

static struct event_header
count_header(struct arena *arena, const char *name, size_t count)
{
	return (struct event_header){ .name = text_from(name), .value = arena_printf(arena, "%zu", count) };
}

static struct text
cut(struct text text, size_t most)
{
	if (text.length > most)
		text.length = most;
	return text;
}

/* How many of the event's first headers fit into CUT_HEADERS bytes. */
static size_t
headers_that_fit(const struct event *event)
{
	size_t size = 0;

	for (size_t i = 0; i < event->header_count; i++) {
		size += event->headers[i].name.length + event->headers[i].value.length;
		if (size > CUT_HEADERS)
			return i;
	}
	return event->header_count;
}

enum delivery
events_bury(struct sender *sender, struct arena *arena, const struct event *event, const struct event_header *origin,
    size_t count)
{
	struct event letter = *event;
	size_t kept = event->header_count;
	struct event_header *headers = arena_alloc(arena, (kept + count + 3) * sizeof(*headers));

	if (kept > 0)
		memcpy(headers, event->headers, kept * sizeof(*headers));
	memcpy(headers + kept, origin, count * sizeof(*headers));
	letter.topic = TEXT(DEAD_LETTER_TOPIC);
	letter.headers = headers;
	letter.header_count = kept + count;
	events_send(sender, &letter, 1);
	if (letter.delivery != DELIVERY_REFUSED)
		return letter.delivery;

	kept = headers_that_fit(event);
	letter.key = cut(event->key, CUT_KEY);
	letter.value = cut(event->value, CUT_VALUE);
	memcpy(headers + kept, origin, count * sizeof(*headers));
	headers[kept + count] = count_header(arena, "cut-value-length", event->value.length);
	headers[kept + count + 1] = count_header(arena, "cut-key-length", event->key.length);
	headers[kept + count + 2] = count_header(arena, "cut-header-count", event->header_count);
	letter.header_count = kept + count + 3;
	events_send(sender, &letter, 1);
	if (letter.delivery == DELIVERY_REFUSED)
		log_line(LOG_ERROR, "the dead-letter topic refuses even what was cut", "detail", letter.why);
	return letter.delivery == DELIVERY_DONE ? DELIVERY_DONE : DELIVERY_FAILED;
}
