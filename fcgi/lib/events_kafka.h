/*
 * What events_*.c share: handles of librdkafka made from our configuration. Not for anybody else.
 */
#ifndef TASKLIGHT_EVENTS_KAFKA_H
#define TASKLIGHT_EVENTS_KAFKA_H

#include "events.h"

#include <librdkafka/rdkafka.h>

/* A setting of librdkafka; see its CONFIGURATION.md. */
struct kafka_setting {
	const char *name;
	const char *value;
};

/*
 * librdkafka's configuration with settings[0..count) and what both kinds of client need: brokers,
 * security, timeouts, our log. NULL after one line on stderr.
 */
rd_kafka_conf_t *kafka_configure(const struct config *config, const char *client, const struct kafka_setting *settings,
    size_t count);

/*
 * A handle; conf is used up. NULL after one line on stderr. Its log lines and errors come out when
 * it is polled.
 */
rd_kafka_t *kafka_create(rd_kafka_type_t type, rd_kafka_conf_t *conf);

/*
 * Asks the broker to make the topics that it lacks, with its own number of partitions: else the first
 * event would wait until its topic is made and consumers have noticed. Nobody waits for the answer.
 */
void kafka_request_topics(rd_kafka_t *kafka, const struct topic *topics);

#endif
