/* The database connection: what it sends, what comes back, and what each kind of failure means. */
#include "db_setting.h"
#include "lib/clock.h"

#include <pthread.h>
#include <time.h>

static const char *const names[] = { "_outcome", "id", "done", "at", "tags", "note", "absent" };
static const unsigned types[] = { 25, 20, 16, 1184, 3802, 1043, 25 };
static const char *const cells[] = { "ok", "-7", "t", "2026-11-22 02:11:57+00", "[]", "a note", NULL };
static const struct statement row = { FATE_ANSWER, .columns = COUNT(names), .names = names, .types = types,
	.cells = cells };

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
test_row_is_read_by_name_number_and_type(void **state)
{
	static const enum column_type expected[] = { COLUMN_TEXT, COLUMN_NUMBER, COLUMN_BOOLEAN, COLUMN_TIME, COLUMN_JSON,
		COLUMN_TEXT, COLUMN_TEXT };
	struct setting s = set_up(*state, &row, 1);

	assert_int_equal(run(&s, READ), RESULT_OK);
	assert_string_equal(db_error(s.db), "");
	assert_int_equal(s.rows.count, 1);
	assert_int_equal(s.rows.columns, COUNT(names));
	for (int i = 0; i < s.rows.columns; i++) {
		assert_string_equal(rows_column(&s.rows, i), names[i]);
		assert_int_equal(rows_type(&s.rows, i), expected[i]);
	}
	assert_text(rows_text(&s.rows, 0, "note"), "a note");
	assert_text(rows_value(&s.rows, 0, 1), "-7");
	assert_int_equal(rows_integer(&s.rows, 0, "id"), -7);
	assert_absent(rows_text(&s.rows, 0, "absent"));
	assert_absent(rows_text(&s.rows, 0, "no such column"));
	assert_int_equal(rows_integer(&s.rows, 0, "absent"), 0);
	assert_int_equal(rows_integer(&s.rows, 0, "note"), 0);
	tear_down(&s);
}

static void
test_types_are_known_by_their_oids(void **state)
{
	static const struct {
		unsigned oid;
		enum column_type type;
	} cases[] = {
		{ 16, COLUMN_BOOLEAN },
		{ 20, COLUMN_NUMBER },
		{ 21, COLUMN_NUMBER },
		{ 23, COLUMN_NUMBER },
		{ 114, COLUMN_JSON },
		{ 3802, COLUMN_JSON },
		{ 1184, COLUMN_TIME },
		{ 25, COLUMN_TEXT },
		{ 1043, COLUMN_TEXT },
		{ 2950, COLUMN_TEXT },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct statement one = { FATE_ANSWER, .columns = 1, .names = names, .types = &cases[i].oid,
			.cells = cells };
		struct setting s = set_up(*state, &one, 1);
		assert_int_equal(run(&s, READ), RESULT_OK);
		assert_int_equal(rows_type(&s.rows, 0), cases[i].type);
		tear_down(&s);
	}
}

static void
test_outcome_is_the_first_column_of_the_first_row(void **state)
{
	static const char *const stale[] = { "stale" }, *const unheard[] = { "unheard of" }, *const other[] = { "id" };
	const struct statement script[] = {
		{ FATE_ANSWER, .columns = 1, .names = names, .types = types, .cells = stale },
		{ FATE_ANSWER, .columns = 1, .names = names, .types = types, .cells = unheard },
		{ FATE_ANSWER, .columns = 1, .names = other, .types = types, .cells = stale },
		{ FATE_NO_ROW },
	};
	struct setting s = set_up(*state, script, COUNT(script));

	assert_int_equal(run(&s, WRITE), RESULT_STALE);
	assert_int_equal(run(&s, WRITE), RESULT_INTERNAL);
	assert_int_equal(run(&s, WRITE), RESULT_OK);
	assert_int_equal(s.rows.count, 1);
	assert_int_equal(run(&s, WRITE), RESULT_OK);
	assert_int_equal(s.rows.count, 0);
	tear_down(&s);
}

static void
test_statement_is_prepared_once_a_connection(void **state)
{
	struct setting s = set_up(*state, NULL, 0);

	for (int i = 0; i < 3; i++)
		assert_int_equal(run(&s, WRITE), RESULT_OK);
	assert_int_equal(run(&s, READ), RESULT_OK);
	assert_int_equal(postgres_double_connections(s.server), 1);
	assert_int_equal(postgres_double_prepared(s.server), 2);
	assert_int_equal(postgres_double_executed(s.server), 4);
	tear_down(&s);
}

static void
test_role_and_schema_are_the_services(void **state)
{
	struct setting s = set_up(*state, NULL, 0);

	assert_int_equal(run(&s, WRITE), RESULT_OK);
	assert_string_equal(postgres_double_parameter(s.server, "user"), "todos");
	const char *options = postgres_double_parameter(s.server, "options");
	assert_non_null(strstr(options, "-c search_path=todos "));
	assert_non_null(strstr(options, "-c timezone=UTC "));
	assert_non_null(strstr(options, "-c statement_timeout=300 "));
	tear_down(&s);
}

static void
test_role_in_the_url_wins(void **state)
{
	struct setting s = set_up(*state, NULL, 0);

	s.config.database_url = arena_printf(*state, "%s&user=somebody", s.config.database_url).data;
	assert_int_equal(run(&s, WRITE), RESULT_OK);
	assert_string_equal(postgres_double_parameter(s.server, "user"), "somebody");
	assert_non_null(strstr(postgres_double_parameter(s.server, "options"), "search_path=todos "));
	tear_down(&s);
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

static void *
notify_soon(void *server)
{
	nanosleep(&(struct timespec){ .tv_nsec = 100000000 }, NULL);
	postgres_double_notify(server, "outbox_todos");
	return NULL;
}

static void
test_wait_ends_when_the_server_notifies(void **state)
{
	struct setting s = set_up(*state, NULL, 0);
	pthread_t thread;

	assert_int_equal(run(&s, WRITE), RESULT_OK);
	/* What was notified before LISTEN is unknown: the first wait does not wait. */
	int64_t start = clock_ms();
	db_wait(s.db, "outbox_todos", 5000);
	assert_in_range(clock_ms() - start, 0, 1000);
	assert_int_equal(pthread_create(&thread, NULL, notify_soon, s.server), 0);
	start = clock_ms();
	db_wait(s.db, "outbox_todos", 5000);
	assert_in_range(clock_ms() - start, 80, 2000);
	pthread_join(thread, NULL);
	/* Taken with the next statement, and not noticed twice. */
	assert_int_equal(run(&s, WRITE), RESULT_OK);
	start = clock_ms();
	db_wait(s.db, "outbox_todos", 200);
	assert_in_range(clock_ms() - start, 190, 2000);
	tear_down(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_ARENA(test_parameters_are_texts_in_order),
		WITH_ARENA(test_row_is_read_by_name_number_and_type),
		WITH_ARENA(test_types_are_known_by_their_oids),
		WITH_ARENA(test_outcome_is_the_first_column_of_the_first_row),
		WITH_ARENA(test_statement_is_prepared_once_a_connection),
		WITH_ARENA(test_role_and_schema_are_the_services),
		WITH_ARENA(test_role_in_the_url_wins),
		WITH_ARENA(test_wait_without_a_server_takes_its_time),
		WITH_ARENA(test_wait_ends_when_the_server_notifies),
	};

	return cmocka_run_group_tests_name("db", tests, NULL, NULL);
}
