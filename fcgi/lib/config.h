/*
 * The configuration of all programs: one table (name, type, default, range, secret, help) in
 * config.c, read from the environment over the file that TASKLIGHT_CONFIG names (NAME=value lines).
 */
#ifndef TASKLIGHT_CONFIG_H
#define TASKLIGHT_CONFIG_H

#include "arena.h"

#include <stdio.h>

/* Each value as config_load left it; texts are never NULL, "" where nothing was set. */
struct config {
	const char *database_url;
	int64_t database_timeout; /* ms */
	const char *jwt_signing_key;
	const char *jwt_signing_key_previous;
	const char *refresh_token_key;
	int64_t access_token_lifetime;  /* s */
	int64_t refresh_token_lifetime; /* s */
	int64_t refresh_grace;          /* s */
	int64_t password_age;           /* s */
	int64_t password_memory;        /* KiB */
	int64_t password_passes;
	int64_t sessions_limit;
	int64_t api_tokens_limit;
	int64_t login_limit_account;
	int64_t login_limit_address;
	int64_t login_limit_network;
	int64_t login_period; /* s */
	int64_t register_limit_address;
	int64_t register_limit_network;
	int64_t register_period; /* s */
	const char *trusted_proxies;
	const char *allowed_origins;
	int64_t request_timeout; /* s */
	int64_t body_limit;      /* bytes */
	int64_t todos_open_limit;
	int64_t trash_days;
	int64_t marker_days;
	const char *deletion_subscribers;
	int64_t deletion_republish; /* s */
	const char *kafka_brokers;
	const char *kafka_security_protocol;
	const char *kafka_sasl_mechanism;
	const char *kafka_sasl_username;
	const char *kafka_sasl_password;
	const char *kafka_ssl_ca_location;
	const char *service;   /* of the relay */
	int64_t poll_interval; /* ms, of daemons */
	const char *log_dir;
	const char *socket_dir;
};

/*
 * Fills config from the environment and the file; what it allocates stays for the program's life.
 * False after one line on stderr for each value that is missing or out of range.
 * needs lists, separated by spaces, the names without which this program cannot work.
 */
bool config_load(struct config *config, const char *needs);

/* Prints the table for people: --help and docs/configuration.md (a Markdown table). */
void config_describe(FILE *to);

#endif
