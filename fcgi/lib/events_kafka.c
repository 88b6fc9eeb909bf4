/* Handles of librdkafka made from our configuration, their logs turned into ours. */
#include "events_kafka.h"

#include "log.h"

#include <stdio.h>

/* How many topics a consumer may have, and how long the broker may take to come up and make them, ms. */
#define TOPICS_MAX 16
#define TOPICS_TIMEOUT 60000

/* librdkafka's levels are syslog's. */
#define SYSLOG_ERROR 3
#define SYSLOG_WARNING 4

static void
on_log(const rd_kafka_t *kafka, int level, const char *facility, const char *message)
{
	(void)kafka;
	(void)facility;
	if (level <= SYSLOG_WARNING)
		log_line(level <= SYSLOG_ERROR ? LOG_ERROR : LOG_WARNING, "kafka client", "detail", message);
}

/* Errors reach the log through on_log; a handler is set so that they are not taken for events. */
static void
on_error(rd_kafka_t *kafka, int error, const char *reason, void *opaque)
{
	(void)kafka;
	(void)opaque;
	if (error == RD_KAFKA_RESP_ERR__FATAL)
		log_line(LOG_ERROR, "kafka client failed for good", "detail", reason);
}

static bool
set(rd_kafka_conf_t *conf, const char *name, const char *value)
{
	char error[512];

	/* Security settings that nobody gave stay at librdkafka's defaults. */
	if (value[0] == '\0')
		return true;
	if (rd_kafka_conf_set(conf, name, value, error, sizeof(error)) == RD_KAFKA_CONF_OK)
		return true;
	fprintf(stderr, "Kafka setting %s: %s\n", name, error);
	return false;
}

rd_kafka_conf_t *
kafka_configure(const struct config *config, const char *client, const struct kafka_setting *settings, size_t count)
{
	const struct kafka_setting shared[] = {
		{ "bootstrap.servers", config->kafka_brokers },
		{ "client.id", client },
		{ "security.protocol", config->kafka_security_protocol },
		{ "sasl.mechanism", config->kafka_sasl_mechanism },
		{ "sasl.username", config->kafka_sasl_username },
		{ "sasl.password", config->kafka_sasl_password },
		{ "ssl.ca.location", config->kafka_ssl_ca_location },
		/* A broker that is frozen, or back, or a topic that is new, is noticed in seconds. */
		{ "socket.timeout.ms", "10000" },
		{ "socket.keepalive.enable", "true" },
		{ "reconnect.backoff.max.ms", "1000" },
		{ "topic.metadata.refresh.interval.ms", "5000" },
		{ "log.connection.close", "false" },
		/* Log lines are handed to the thread that polls: our log is not for several threads. */
		{ "log.queue", "true" },
	};
	rd_kafka_conf_t *conf = rd_kafka_conf_new();
	bool good = true;

	rd_kafka_conf_set_log_cb(conf, on_log);
	rd_kafka_conf_set_error_cb(conf, on_error);
	for (size_t i = 0; i < sizeof(shared) / sizeof(shared[0]); i++)
		good = set(conf, shared[i].name, shared[i].value) && good;
	for (size_t i = 0; i < count; i++)
		good = set(conf, settings[i].name, settings[i].value) && good;
	if (good)
		return conf;
	rd_kafka_conf_destroy(conf);
	return NULL;
}

rd_kafka_t *
kafka_create(rd_kafka_type_t type, rd_kafka_conf_t *conf)
{
	char error[512];
	rd_kafka_t *kafka = rd_kafka_new(type, conf, error, sizeof(error));

	if (kafka == NULL) {
		fprintf(stderr, "Kafka settings: %s\n", error);
		rd_kafka_conf_destroy(conf);
		return NULL;
	}
	rd_kafka_set_log_queue(kafka, NULL);
	return kafka;
}

void
kafka_request_topics(rd_kafka_t *kafka, const struct topic *topics)
{
	rd_kafka_NewTopic_t *wanted[TOPICS_MAX];
	size_t count = 0;
	char error[256];

	for (const struct topic *topic = topics; topic->name != NULL && count < TOPICS_MAX; topic++)
		wanted[count++] = rd_kafka_NewTopic_new(topic->name, -1, -1, error, sizeof(error));
	rd_kafka_queue_t *answers = rd_kafka_queue_new(kafka);
	rd_kafka_AdminOptions_t *options = rd_kafka_AdminOptions_new(kafka, RD_KAFKA_ADMIN_OP_CREATETOPICS);
	rd_kafka_AdminOptions_set_request_timeout(options, TOPICS_TIMEOUT, error, sizeof(error));
	rd_kafka_CreateTopics(kafka, wanted, count, options, answers);
	rd_kafka_AdminOptions_destroy(options);
	rd_kafka_queue_destroy(answers);
	rd_kafka_NewTopic_destroy_array(wanted, count);
}
