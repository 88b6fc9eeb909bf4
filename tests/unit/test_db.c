/* The database connection without a database: parameters, and what a server that is away or silent means. */
#include "fixture.h"
#include "lib/clock.h"
#include "lib/db.h"

#include <pthread.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static const struct query queries[] = { { .name = "one", .sql = "select 1" } };

static void
test_parameters_are_texts_in_order(void **state)
{
	struct params params = { .arena = *state };

	params_text(&params, TEXT("a"));
	params_integer(&params, INT64_MIN);
	params_null(&params);
	params_text(&params, text_from(NULL));
	params_text(&params, TEXT(""));
	assert_int_equal(params.count, 5);
	assert_string_equal(params.values[0], "a");
	assert_string_equal(params.values[1], "-9223372036854775808");
	assert_null(params.values[2]);
	assert_null(params.values[3]);
	assert_string_equal(params.values[4], "");
}

static void
test_server_that_is_away_leaves_everything_undone(void **state)
{
	const struct config config = { .database_url = "postgresql:///x?host=/nonexistent", .database_timeout = 1000 };
	struct db *db = db_create(&config, "todos", queries, COUNT(queries));
	struct params params = { .arena = *state };
	struct rows rows;

	assert_string_equal(db_error(db), "");
	assert_int_equal(db_run(db, 0, &params, &rows), RESULT_UNAVAILABLE);
	assert_non_null(strstr(db_error(db), "/nonexistent/.s.PGSQL.5432"));
	assert_null(strchr(db_error(db), '\n'));
	assert_int_equal(rows.count, 0);
	db_close(db);
}

static void
test_broken_url_is_an_error_and_no_crash(void **state)
{
	const struct config config = { .database_url = "postgresql://[", .database_timeout = 1000 };
	struct db *db = db_create(&config, "todos", queries, COUNT(queries));
	struct params params = { .arena = *state };
	struct rows rows;

	assert_int_equal(db_run(db, 0, &params, &rows), RESULT_UNAVAILABLE);
	assert_true(strlen(db_error(db)) > 0);
	db_close(db);
}

static void
test_wait_without_a_server_takes_its_time(void **state)
{
	const struct config config = { .database_url = "postgresql:///x?host=/nonexistent", .database_timeout = 1000 };
	struct db *db = db_create(&config, "todos", queries, COUNT(queries));
	int64_t start = clock_ms();

	(void)state;
	db_wait(db, "outbox_todos", 150);
	assert_in_range(clock_ms() - start, 140, 2000);
	db_close(db);
}

/* A server that speaks just enough to be connected to, and then answers no statement. */
struct silent_server {
	int listening;
	int client;
	char dir[32];
};

static void *
greet(void *opaque)
{
	static const char hello[] = "R\0\0\0\10\0\0\0\0"    /* AuthenticationOk */
	                            "Z\0\0\0\5I";           /* ReadyForQuery */
	struct silent_server *server = opaque;
	char startup[1024];

	server->client = accept(server->listening, NULL, NULL);
	if (read(server->client, startup, sizeof(startup)) > 0 && write(server->client, hello, sizeof(hello) - 1) > 0)
		while (read(server->client, startup, sizeof(startup)) > 0)
			continue;
	return NULL;
}

static void
test_server_that_falls_silent_is_given_up_at_the_deadline(void **state)
{
	struct silent_server server = { .dir = "/tmp/test_db-XXXXXX" };
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	pthread_t thread;

	assert_non_null(mkdtemp(server.dir));
	snprintf(address.sun_path, sizeof(address.sun_path), "%s/.s.PGSQL.5432", server.dir);
	server.listening = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(bind(server.listening, (struct sockaddr *)&address, sizeof(address)), 0);
	assert_int_equal(listen(server.listening, 1), 0);
	assert_int_equal(pthread_create(&thread, NULL, greet, &server), 0);

	const struct config config = {
		.database_url = arena_printf(*state, "postgresql:///x?host=%s&sslmode=disable", server.dir).data,
		.database_timeout = 200,
	};
	struct db *db = db_create(&config, "todos", queries, COUNT(queries));
	struct params params = { .arena = *state };
	struct rows rows;
	int64_t start = clock_ms();
	/* It was never prepared, so it cannot have run. */
	assert_int_equal(db_run(db, 0, &params, &rows), RESULT_UNAVAILABLE);
	assert_in_range(clock_ms() - start, 200, 2000);
	assert_string_equal(db_error(db), "no answer from the server before the deadline");
	db_close(db);
	pthread_join(thread, NULL);
	close(server.client);
	close(server.listening);
	unlink(address.sun_path);
	rmdir(server.dir);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_ARENA(test_parameters_are_texts_in_order),
		WITH_ARENA(test_server_that_is_away_leaves_everything_undone),
		WITH_ARENA(test_broken_url_is_an_error_and_no_crash),
		WITH_ARENA(test_wait_without_a_server_takes_its_time),
		WITH_ARENA(test_server_that_falls_silent_is_given_up_at_the_deadline),
	};

	return cmocka_run_group_tests_name("db", tests, NULL, NULL);
}
