/* The configuration's one table, and how it is read and described. */
#include "config.h"

#include "network.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>

enum type { TEXT_VALUE, NETWORKS, INTEGER };

struct setting {
	const char *name;
	enum type type;
	size_t offset;
	const char *initial; /* "": none */
	int64_t least, most; /* INTEGER: the value; others: its length in bytes when set */
	bool secret;         /* never printed */
	const char *help;
};

#define TEXT_OF(field) TEXT_VALUE, offsetof(struct config, field)
#define NETWORKS_OF(field) NETWORKS, offsetof(struct config, field)
#define INTEGER_OF(field) INTEGER, offsetof(struct config, field)

static const struct setting settings[] = {
	{ "DATABASE_URL", TEXT_OF(database_url), "", 1, 4096, true,
	    "PostgreSQL, as a libpq URI; several hosts allowed. Without a user in it the role is the service's name." },
	{ "DATABASE_TIMEOUT_MS", INTEGER_OF(database_timeout), "3000", 100, 60000, false,
	    "Deadline of one statement, milliseconds." },
	{ "JWT_SIGNING_KEY", TEXT_OF(jwt_signing_key), "", 32, 1024, true,
	    "Key of the access tokens (HS256), the same for all services." },
	{ "JWT_SIGNING_KEY_PREVIOUS", TEXT_OF(jwt_signing_key_previous), "", 32, 1024, true,
	    "A second key that is accepted but not used to sign, while keys are exchanged." },
	{ "REFRESH_TOKEN_KEY", TEXT_OF(refresh_token_key), "", 32, 1024, true, "Key of the refresh tokens (auth only)." },
	{ "ACCESS_TOKEN_LIFETIME", INTEGER_OF(access_token_lifetime), "300", 10, 3600, false, "Seconds." },
	{ "REFRESH_TOKEN_LIFETIME", INTEGER_OF(refresh_token_lifetime), "86400", 60, 31536000, false,
	    "Seconds; each use of the refresh token starts them anew." },
	{ "REFRESH_GRACE", INTEGER_OF(refresh_grace), "10", 0, 300, false,
	    "Seconds in which a refresh token already used gets the same successor again." },
	{ "PASSWORD_AGE", INTEGER_OF(password_age), "300", 10, 86400, false,
	    "Seconds after the login in which the account can be deleted without the password." },
	{ "PASSWORD_MEMORY_KIB", INTEGER_OF(password_memory), "19456", 8, 1048576, false,
	    "Memory of one Argon2id hash, KiB." },
	{ "PASSWORD_PASSES", INTEGER_OF(password_passes), "2", 1, 100, false, "Passes of one Argon2id hash." },
	{ "SESSIONS_LIMIT", INTEGER_OF(sessions_limit), "100", 2, 10000, false,
	    "Logins one account may have; a new one ends the one last used longest ago." },
	{ "API_TOKENS_LIMIT", INTEGER_OF(api_tokens_limit), "50", 1, 10000, false, "API tokens one account may have." },
	{ "LOGIN_LIMIT_ACCOUNT", INTEGER_OF(login_limit_account), "10", 1, 1000000, false,
	    "Failed logins in LOGIN_PERIOD to one account from one address; also wrong passwords of somebody logged in." },
	{ "LOGIN_LIMIT_ADDRESS", INTEGER_OF(login_limit_address), "100", 1, 1000000, false,
	    "Failed logins in LOGIN_PERIOD from one address, except to accounts that were logged in to from there." },
	{ "LOGIN_LIMIT_NETWORK", INTEGER_OF(login_limit_network), "1000", 1, 1000000, false,
	    "The same from one network: /24 of IPv4, /64 of IPv6." },
	{ "LOGIN_PERIOD", INTEGER_OF(login_period), "900", 1, 86400, false, "Seconds." },
	{ "REGISTER_LIMIT_ADDRESS", INTEGER_OF(register_limit_address), "100", 1, 1000000, false,
	    "New accounts in REGISTER_PERIOD from one address." },
	{ "REGISTER_LIMIT_NETWORK", INTEGER_OF(register_limit_network), "1000", 1, 1000000, false,
	    "The same from one network: /24 of IPv4, /64 of IPv6." },
	{ "REGISTER_PERIOD", INTEGER_OF(register_period), "3600", 1, 86400, false, "Seconds." },
	{ "TRUSTED_PROXIES", NETWORKS_OF(trusted_proxies), "", 0, 4096, false,
	    "Addresses and networks (CIDR) of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed, separated "
	    "by spaces or commas." },
	{ "ALLOWED_ORIGINS", TEXT_OF(allowed_origins), "", 0, 4096, false,
	    "Origins of other sites whose pages may call the API (CORS), separated by spaces or commas." },
	{ "REQUEST_TIMEOUT", INTEGER_OF(request_timeout), "20", 2, 600, false,
	    "Seconds after which a worker that hangs in a request ends itself." },
	{ "BODY_LIMIT", INTEGER_OF(body_limit), "65536", 1024, 1048576, false, "Bytes of a request's body." },
	{ "TODOS_OPEN_LIMIT", INTEGER_OF(todos_open_limit), "10000", 1, 1000000, false,
	    "Open todos one account may have." },
	{ "TRASH_DAYS", INTEGER_OF(trash_days), "30", 1, 36500, false,
	    "Days that a todo lies in the trash; then it is removed for good." },
	{ "MARKER_DAYS", INTEGER_OF(marker_days), "90", 1, 36500, false,
	    "Days for which the change feed knows of todos removed for good; older copies have to read everything again." },
	{ "DELETION_SUBSCRIBERS", TEXT_OF(deletion_subscribers), "todos", 0, 1024, false,
	    "Services that must confirm the deletion of an account, separated by commas." },
	{ "DELETION_REPUBLISH", INTEGER_OF(deletion_republish), "10", 1, 86400, false,
	    "Seconds until a deletion that lacks a receipt is published again; doubles each time, up to an hour." },
	{ "KAFKA_BROKERS", TEXT_OF(kafka_brokers), "", 1, 4096, false, "Kafka's bootstrap servers, host:port,…" },
	{ "KAFKA_SECURITY_PROTOCOL", TEXT_OF(kafka_security_protocol), "plaintext", 0, 32, false,
	    "plaintext, ssl, sasl_plaintext or sasl_ssl." },
	{ "KAFKA_SASL_MECHANISM", TEXT_OF(kafka_sasl_mechanism), "", 0, 32, false,
	    "PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512. Kafka 4 refuses the SCRAM of librdkafka before 2.6.1; Debian 12 has "
	    "2.0.2." },
	{ "KAFKA_SASL_USERNAME", TEXT_OF(kafka_sasl_username), "", 0, 1024, false, "" },
	{ "KAFKA_SASL_PASSWORD", TEXT_OF(kafka_sasl_password), "", 0, 1024, true, "" },
	{ "KAFKA_SSL_CA_LOCATION", TEXT_OF(kafka_ssl_ca_location), "", 0, 4096, false,
	    "File with the certificates to trust." },
	{ "SERVICE", TEXT_OF(service), "", 1, 32, false, "Whose outbox the relay empties (relay only)." },
	{ "POLL_INTERVAL_MS", INTEGER_OF(poll_interval), "1000", 10, 60000, false,
	    "How often a daemon looks for work when nothing wakes it." },
	{ "LOG_DIR", TEXT_OF(log_dir), "", 0, 4096, false,
	    "Folder of the logs, a file a program and day; stderr without it." },
	{ "SOCKET_DIR", TEXT_OF(socket_dir), "", 0, 96, false, "Folder of the services' sockets, which /readyz tries." },
};

#define SETTINGS (sizeof(settings) / sizeof(settings[0]))

static bool
complain(const struct setting *setting, const char *why)
{
	if (setting->type == INTEGER)
		fprintf(stderr, "%s %s: a whole number from %lld to %lld is needed\n", setting->name, why,
		    (long long)setting->least, (long long)setting->most);
	else
		fprintf(stderr, "%s %s: %lld to %lld bytes are needed\n", setting->name, why, (long long)setting->least,
		    (long long)setting->most);
	return false;
}

static bool
assign(struct config *config, const struct setting *setting, const char *value)
{
	char *place = (char *)config + setting->offset;
	int64_t size;

	if (setting->type == INTEGER) {
		if (!text_integer(text_from(value), setting->least, setting->most, &size))
			return complain(setting, "is out of range");
		memcpy(place, &size, sizeof(size));
		return true;
	}
	memcpy(place, &value, sizeof(value));
	size = (int64_t)strlen(value);
	if (size > 0 && (size < setting->least || size > setting->most))
		return complain(setting, "has the wrong length");
	if (setting->type == NETWORKS && !network_list_valid(value)) {
		fprintf(stderr, "%s names something that is no address and no network, such as 192.0.2.0/24\n", setting->name);
		return false;
	}
	return true;
}

static char *
duplicate(const char *string)
{
	char *copy = strdup(string);
	if (copy == NULL)
		abort();
	return copy;
}

/* The file's lines, kept in values[] by the settings' order; a line that is none of ours is an error. */
static bool
read_file(const char *path, char *values[])
{
	char line[8192];
	bool good = true;

	FILE *file = fopen(path, "re");
	if (file == NULL) {
		fprintf(stderr, "TASKLIGHT_CONFIG: %s: %s\n", path, strerror(errno));
		return false;
	}
	for (int number = 1; fgets(line, sizeof(line), file) != NULL; number++) {
		line[strcspn(line, "\r\n")] = '\0';
		char *equals = strchr(line, '=');
		if (line[0] == '#' || line[0] == '\0')
			continue;
		size_t i = SETTINGS;
		if (equals != NULL) {
			*equals = '\0';
			for (i = 0; i < SETTINGS && strcmp(settings[i].name, line) != 0; i++)
				continue;
		}
		if (i == SETTINGS) {
			/* Without a "=" the line could be a secret. */
			if (equals == NULL)
				fprintf(stderr, "%s:%d: not NAME=value\n", path, number);
			else
				fprintf(stderr, "%s:%d: unknown setting \"%s\"\n", path, number, line);
			good = false;
			continue;
		}
		free(values[i]);
		values[i] = duplicate(equals + 1);
	}
	if (ferror(file)) {
		fprintf(stderr, "TASKLIGHT_CONFIG: %s: %s\n", path, strerror(errno));
		good = false;
	}
	fclose(file);
	return good;
}

/* True when name is one of the words of needs. */
static bool
needed(const char *needs, const char *name)
{
	size_t length = strlen(name);

	for (const char *at = needs; (at = strstr(at, name)) != NULL; at += length)
		if ((at == needs || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
			return true;
	return false;
}

bool
config_load(struct config *config, const char *needs)
{
	char *values[SETTINGS] = { NULL };
	const char *path = getenv("TASKLIGHT_CONFIG");
	bool good = path == NULL || read_file(path, values);

	for (size_t i = 0; i < SETTINGS; i++) {
		const struct setting *setting = &settings[i];
		const char *value = getenv(setting->name);
		if (value == NULL)
			value = values[i] != NULL ? values[i] : setting->initial;
		if (value[0] == '\0' && needed(needs, setting->name))
			good = complain(setting, "is not set");
		if (setting->type == INTEGER && value[0] == '\0')
			value = setting->initial;
		good = assign(config, setting, value) && good;
		/* Only texts are kept where they are. */
		if (setting->type == INTEGER || value != values[i])
			free(values[i]);
	}
	return good;
}

void
config_describe(FILE *to)
{
	fputs("| Setting | Default | Range | Meaning |\n|---|---|---|---|\n", to);
	for (size_t i = 0; i < SETTINGS; i++) {
		const struct setting *setting = &settings[i];
		fprintf(to, "| `%s` | %s | %lld–%lld%s | %s%s |\n", setting->name,
		    setting->initial[0] == '\0' ? "none" : setting->initial, (long long)setting->least,
		    (long long)setting->most, setting->type == INTEGER ? "" : " bytes", setting->help,
		    setting->secret ? " Secret." : "");
	}
}
