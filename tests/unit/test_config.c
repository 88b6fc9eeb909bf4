/* The configuration: defaults, environment over file, ranges, what is missing, what is not ours. */
#include "fixture.h"
#include "lib/config.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#define KEY32 "0123456789abcdef0123456789abcdef"

static char path[] = "/tmp/test_config-XXXXXX";
static char said[4096]; /* on stderr, by the last load */

/* Loads with what is printed on stderr in said. */
static bool
load(struct config *config, const char *needs)
{
	FILE *file = tmpfile();
	int before = dup(STDERR_FILENO);

	assert_non_null(file);
	memset(config, 0, sizeof(*config));
	fflush(stderr);
	dup2(fileno(file), STDERR_FILENO);
	bool good = config_load(config, needs);
	fflush(stderr);
	dup2(before, STDERR_FILENO);
	close(before);
	ssize_t length = pread(fileno(file), said, sizeof(said) - 1, 0);
	said[length < 0 ? 0 : length] = '\0';
	fclose(file);
	return good;
}

static void
write_file(const char *content)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(content, file);
	fclose(file);
	setenv("TASKLIGHT_CONFIG", path, 1);
}

static int
lines(void)
{
	int count = 0;

	for (const char *c = said; *c != '\0'; c++)
		count += *c == '\n';
	return count;
}

static int
empty_environment(void **state)
{
	(void)state;
	return clearenv();
}

static void
test_defaults_hold_without_any_setting(void **state)
{
	struct config config;

	(void)state;
	assert_true(load(&config, ""));
	assert_string_equal(said, "");
	assert_string_equal(config.database_url, "");
	assert_string_equal(config.jwt_signing_key, "");
	assert_string_equal(config.deletion_subscribers, "todos");
	assert_string_equal(config.kafka_security_protocol, "plaintext");
	assert_int_equal(config.database_timeout, 3000);
	assert_int_equal(config.access_token_lifetime, 300);
	assert_int_equal(config.refresh_token_lifetime, 86400);
	assert_int_equal(config.body_limit, 65536);
	assert_int_equal(config.poll_interval, 1000);
}

static void
test_environment_is_read(void **state)
{
	struct config config;

	(void)state;
	setenv("DATABASE_URL", "postgresql:///tasklight", 1);
	setenv("BODY_LIMIT", "2048", 1);
	assert_true(load(&config, "DATABASE_URL"));
	assert_string_equal(config.database_url, "postgresql:///tasklight");
	assert_int_equal(config.body_limit, 2048);
}

static void
test_file_is_read_with_comments_and_blank_lines(void **state)
{
	struct config config;

	(void)state;
	write_file("# a comment\n\nDATABASE_URL=postgresql:///a?b=c\r\nBODY_LIMIT=4096\nREFRESH_GRACE=5\nALLOWED_ORIGINS=");
	assert_true(load(&config, "DATABASE_URL"));
	assert_string_equal(config.database_url, "postgresql:///a?b=c");
	assert_int_equal(config.body_limit, 4096);
	assert_int_equal(config.refresh_grace, 5);
	assert_string_equal(config.allowed_origins, "");
	free((char *)config.database_url);
	free((char *)config.allowed_origins);
}

static void
test_environment_wins_over_the_file_and_the_last_line_over_the_others(void **state)
{
	struct config config;

	(void)state;
	write_file("BODY_LIMIT=4096\nBODY_LIMIT=8192\nREFRESH_GRACE=5\nLOG_DIR=/a\nLOG_DIR=/b\nSERVICE=todos\n");
	setenv("REFRESH_GRACE", "6", 1);
	setenv("SERVICE", "auth", 1);
	assert_true(load(&config, "SERVICE"));
	assert_int_equal(config.body_limit, 8192);
	assert_int_equal(config.refresh_grace, 6);
	assert_string_equal(config.log_dir, "/b");
	assert_string_equal(config.service, "auth");
	free((char *)config.log_dir);
}

static void
test_empty_number_means_its_default(void **state)
{
	struct config config;

	(void)state;
	setenv("BODY_LIMIT", "", 1);
	assert_true(load(&config, ""));
	assert_int_equal(config.body_limit, 65536);
}

static void
test_each_needed_setting_that_is_missing_has_its_line(void **state)
{
	struct config config;

	(void)state;
	setenv("JWT_SIGNING_KEY_PREVIOUS", KEY32, 1);
	setenv("DATABASE_URL", "", 1);
	assert_false(load(&config, "DATABASE_URL JWT_SIGNING_KEY"));
	assert_int_equal(lines(), 2);
	assert_non_null(strstr(said, "DATABASE_URL is not set"));
	assert_non_null(strstr(said, "JWT_SIGNING_KEY is not set"));
}

static void
test_need_is_a_whole_word(void **state)
{
	struct config config;

	(void)state;
	assert_true(load(&config, "XDATABASE_URL DATABASE_URLX"));
	assert_false(load(&config, "XDATABASE_URL DATABASE_URL"));
}

static void
test_values_out_of_range_are_refused(void **state)
{
	static const struct {
		const char *name;
		const char *value;
	} cases[] = {
		{ "BODY_LIMIT", "1023" },
		{ "BODY_LIMIT", "1048577" },
		{ "BODY_LIMIT", "64k" },
		{ "BODY_LIMIT", " 2048" },
		{ "BODY_LIMIT", "99999999999999999999" },
		{ "REFRESH_GRACE", "-1" },
		{ "DATABASE_TIMEOUT_MS", "0" },
		{ "JWT_SIGNING_KEY", "0123456789abcdef0123456789abcde" },
		{ "JWT_SIGNING_KEY_PREVIOUS", "short" },
		{ "REFRESH_TOKEN_KEY", "short" },
		{ "SERVICE", "a name that is longer than 32 bytes." },
	};
	struct config config;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		clearenv();
		setenv(cases[i].name, cases[i].value, 1);
		if (load(&config, ""))
			fail_msg("%s=%s was taken", cases[i].name, cases[i].value);
		assert_int_equal(lines(), 1);
		assert_int_equal(strncmp(said, cases[i].name, strlen(cases[i].name)), 0);
	}
}

static void
test_limits_themselves_are_in_range(void **state)
{
	struct config config;

	(void)state;
	setenv("BODY_LIMIT", "1024", 1);
	setenv("JWT_SIGNING_KEY", KEY32, 1);
	assert_true(load(&config, "JWT_SIGNING_KEY"));
	assert_int_equal(config.body_limit, 1024);
	setenv("BODY_LIMIT", "1048576", 1);
	assert_true(load(&config, "JWT_SIGNING_KEY"));
	assert_int_equal(config.body_limit, 1048576);
}

static void
test_secrets_are_not_repeated_in_complaints(void **state)
{
	struct config config;

	(void)state;
	setenv("JWT_SIGNING_KEY", "secretsecret", 1);
	assert_false(load(&config, ""));
	assert_null(strstr(said, "secretsecret"));
	clearenv();
	write_file("JWT_SIGNING_KAY=secretsecret\nJWT_SIGNING_KEY secretsecret\n");
	assert_false(load(&config, ""));
	assert_int_equal(lines(), 2);
	assert_null(strstr(said, "secretsecret"));
}

static void
test_lines_that_are_none_of_ours_are_refused_by_their_number(void **state)
{
	struct config config;

	(void)state;
	write_file("BODY_LIMIT=2048\nBODY_LIMITS=2048\n\nexport LOG_DIR=/a\nno setting\n=\n");
	assert_false(load(&config, ""));
	assert_int_equal(lines(), 4);
	assert_non_null(strstr(said, ":2: "));
	assert_non_null(strstr(said, "\"BODY_LIMITS\""));
	assert_non_null(strstr(said, ":4: "));
	assert_non_null(strstr(said, ":5: "));
	assert_non_null(strstr(said, ":6: "));
	assert_int_equal(config.body_limit, 2048);
}

static void
test_file_that_cannot_be_read_is_an_error(void **state)
{
	struct config config;

	(void)state;
	setenv("TASKLIGHT_CONFIG", "/nonexistent/tasklight.conf", 1);
	assert_false(load(&config, ""));
	assert_non_null(strstr(said, "/nonexistent/tasklight.conf: No such file or directory"));
	setenv("TASKLIGHT_CONFIG", "/tmp", 1);
	assert_false(load(&config, ""));
	assert_non_null(strstr(said, "/tmp: Is a directory"));
}

static void
test_mistakes_in_the_file_leave_nothing_behind(void **state)
{
	struct config config;

	(void)state;
	write_file("DATABASE_URL=\nSERVICE=\nBODY_LIMIT=1\nREFRESH_TOKEN_KEY=short\n");
	assert_false(load(&config, "DATABASE_URL SERVICE"));
	assert_int_equal(lines(), 4);
	/* What is not freed here and not pointed to from config is a leak, which the sanitizer reports. */
	free((char *)config.database_url);
	free((char *)config.service);
	free((char *)config.refresh_token_key);
}

static void
test_description_has_a_row_for_each_setting_and_no_secret(void **state)
{
	char *table = NULL;
	size_t length = 0;
	FILE *to = open_memstream(&table, &length);

	(void)state;
	assert_non_null(to);
	setenv("JWT_SIGNING_KEY", "secretsecretsecretsecretsecretsecret", 1);
	config_describe(to);
	fclose(to);
	assert_non_null(strstr(table, "| `BODY_LIMIT` | 65536 | 1024–1048576 | "));
	assert_non_null(strstr(table, "| `JWT_SIGNING_KEY` | none | 32–1024 bytes | "));
	assert_null(strstr(table, "secretsecret"));
	free(table);
}

#define WITH_EMPTY_ENVIRONMENT(test) cmocka_unit_test_setup(test, empty_environment)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_EMPTY_ENVIRONMENT(test_defaults_hold_without_any_setting),
		WITH_EMPTY_ENVIRONMENT(test_environment_is_read),
		WITH_EMPTY_ENVIRONMENT(test_file_is_read_with_comments_and_blank_lines),
		WITH_EMPTY_ENVIRONMENT(test_environment_wins_over_the_file_and_the_last_line_over_the_others),
		WITH_EMPTY_ENVIRONMENT(test_empty_number_means_its_default),
		WITH_EMPTY_ENVIRONMENT(test_each_needed_setting_that_is_missing_has_its_line),
		WITH_EMPTY_ENVIRONMENT(test_need_is_a_whole_word),
		WITH_EMPTY_ENVIRONMENT(test_values_out_of_range_are_refused),
		WITH_EMPTY_ENVIRONMENT(test_limits_themselves_are_in_range),
		WITH_EMPTY_ENVIRONMENT(test_secrets_are_not_repeated_in_complaints),
		WITH_EMPTY_ENVIRONMENT(test_lines_that_are_none_of_ours_are_refused_by_their_number),
		WITH_EMPTY_ENVIRONMENT(test_file_that_cannot_be_read_is_an_error),
		WITH_EMPTY_ENVIRONMENT(test_mistakes_in_the_file_leave_nothing_behind),
		WITH_EMPTY_ENVIRONMENT(test_description_has_a_row_for_each_setting_and_no_secret),
	};
	int fd = mkstemp(path);

	if (fd < 0)
		return 1;
	close(fd);
	int failed = cmocka_run_group_tests_name("config", tests, NULL, NULL);
	unlink(path);
	return failed;
}
