/* What each failure of the database means: tried again, given up in time, or told as it is. */
#include "db_setting.h"
#include "lib/clock.h"

static void
test_serialization_failures_and_deadlocks_are_retried_three_times(void **state)
{
	static const struct statement twice[] = { { FATE_ERROR, "40001" }, { FATE_ERROR, "40P01" } };
	static const struct statement always[] = { { FATE_ERROR, "40001" }, { FATE_ERROR, "40001" },
		{ FATE_ERROR, "40001" }, { FATE_ERROR, "40001" }, { FATE_ERROR, "40001" } };
	struct setting s = set_up(*state, twice, COUNT(twice));

	assert_int_equal(run(&s, WRITE), RESULT_OK);
	assert_int_equal(postgres_double_executed(s.server), 3);
	tear_down(&s);
	s = set_up(*state, always, COUNT(always));
	assert_int_equal(run(&s, WRITE), RESULT_UNAVAILABLE);
	assert_int_equal(postgres_double_executed(s.server), 4);
	assert_non_null(strstr(db_error(s.db), "as the script says"));
	tear_down(&s);
}

static void
test_unique_violation_is_retried_once(void **state)
{
	static const struct statement once[] = { { FATE_ERROR, "23505" } };
	static const struct statement again[] = { { FATE_ERROR, "23505" }, { FATE_ERROR, "23505" } };
	struct setting s = set_up(*state, once, COUNT(once));

	assert_int_equal(run(&s, WRITE), RESULT_OK);
	assert_int_equal(postgres_double_executed(s.server), 2);
	tear_down(&s);
	s = set_up(*state, again, COUNT(again));
	assert_int_equal(run(&s, WRITE), RESULT_BUSY);
	assert_int_equal(postgres_double_executed(s.server), 2);
	tear_down(&s);
}

static void
test_other_errors_are_not_retried_and_the_connection_stays(void **state)
{
	static const struct {
		const char *sqlstate;
		enum result result;
	} cases[] = { { "22001", RESULT_REFUSED }, { "57014", RESULT_UNAVAILABLE }, { "42P01", RESULT_INTERNAL } };

	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct statement failing = { FATE_ERROR, cases[i].sqlstate };
		struct setting s = set_up(*state, &failing, 1);
		assert_int_equal(run(&s, WRITE), cases[i].result);
		assert_int_equal(postgres_double_executed(s.server), 1);
		assert_int_equal(run(&s, WRITE), RESULT_OK);
		assert_string_equal(db_error(s.db), "");
		assert_int_equal(postgres_double_connections(s.server), 1);
		tear_down(&s);
	}
}

static void
test_statement_that_cannot_be_prepared_is_tried_anew(void **state)
{
	static const struct statement script[] = { { FATE_PREPARE_ERROR, "42P01" } };
	struct setting s = set_up(*state, script, COUNT(script));

	assert_int_equal(run(&s, WRITE), RESULT_INTERNAL);
	assert_int_equal(run(&s, WRITE), RESULT_OK);
	assert_int_equal(postgres_double_prepared(s.server), 2);
	assert_int_equal(postgres_double_connections(s.server), 1);
	tear_down(&s);
}

static void
test_write_whose_answer_is_lost_has_an_unknown_outcome(void **state)
{
	static const struct statement script[] = { { FATE_HANG_UP } };
	struct setting s = set_up(*state, script, COUNT(script));

	assert_int_equal(run(&s, WRITE), RESULT_UNKNOWN_OUTCOME);
	assert_int_equal(postgres_double_executed(s.server), 1);
	assert_true(strlen(db_error(s.db)) > 0);
	/* The next one connects and prepares anew. */
	assert_int_equal(run(&s, WRITE), RESULT_OK);
	assert_int_equal(postgres_double_connections(s.server), 2);
	assert_int_equal(postgres_double_prepared(s.server), 2);
	tear_down(&s);
}

static void
test_read_whose_answer_is_lost_is_run_again_once(void **state)
{
	static const struct statement once[] = { { FATE_HANG_UP } };
	static const struct statement twice[] = { { FATE_HANG_UP }, { FATE_HANG_UP } };
	struct setting s = set_up(*state, once, COUNT(once));

	assert_int_equal(run(&s, READ), RESULT_OK);
	assert_int_equal(postgres_double_executed(s.server), 2);
	tear_down(&s);
	s = set_up(*state, twice, COUNT(twice));
	assert_int_equal(run(&s, READ), RESULT_UNKNOWN_OUTCOME);
	assert_int_equal(postgres_double_executed(s.server), 2);
	tear_down(&s);
}

static void
test_connection_that_died_while_idle_is_noticed(void **state)
{
	static const unsigned each[] = { WRITE, READ, OTHER_READ };
	static const struct statement script[] = { { FATE_NO_ROW, .then_hang_up = true } };

	/* READ was prepared on the connection that died, OTHER_READ was not. */
	for (size_t i = 0; i < COUNT(each); i++) {
		struct setting s = set_up(*state, script, COUNT(script));
		assert_int_equal(run(&s, READ), RESULT_OK);
		postgres_double_wait_hang_up(s.server, 1);
		enum result result = run(&s, each[i]);
		if (result != RESULT_OK)
			fail_msg("%s: %s", queries[each[i]].name, result_problem(result)->word);
		assert_int_equal(postgres_double_connections(s.server), 2);
		assert_int_equal(postgres_double_executed(s.server), 2);
		tear_down(&s);
	}
}

static void
test_server_that_falls_silent_is_given_up_at_the_deadline(void **state)
{
	static const struct statement script[] = { { FATE_SILENCE } };
	static const unsigned each[] = { WRITE, READ };

	for (size_t i = 0; i < COUNT(each); i++) {
		struct setting s = set_up(*state, script, COUNT(script));
		int64_t start = clock_ms();
		assert_int_equal(run(&s, each[i]), RESULT_UNKNOWN_OUTCOME);
		/* Not run again: that would take as long once more. */
		assert_in_range(clock_ms() - start, 750, 1500);
		assert_int_equal(postgres_double_executed(s.server), 1);
		assert_string_equal(db_error(s.db), "no answer from the server before the deadline");
		postgres_double_wait_hang_up(s.server, 1);
		assert_int_equal(run(&s, each[i]), RESULT_OK);
		tear_down(&s);
	}
}

static void
test_server_that_is_away_leaves_everything_undone(void **state)
{
	const struct config config = { .database_url = "postgresql:///x?host=/nonexistent", .database_timeout = 1000 };
	struct db *db = db_create(&config, "todos", queries, COUNT(queries));
	struct params params = { .arena = *state };
	struct rows rows;

	assert_string_equal(db_error(db), "");
	assert_int_equal(db_run(db, WRITE, &params, &rows), RESULT_UNAVAILABLE);
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

	assert_int_equal(db_run(db, WRITE, &params, &rows), RESULT_UNAVAILABLE);
	assert_true(strlen(db_error(db)) > 0);
	db_close(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_ARENA(test_serialization_failures_and_deadlocks_are_retried_three_times),
		WITH_ARENA(test_unique_violation_is_retried_once),
		WITH_ARENA(test_other_errors_are_not_retried_and_the_connection_stays),
		WITH_ARENA(test_statement_that_cannot_be_prepared_is_tried_anew),
		WITH_ARENA(test_write_whose_answer_is_lost_has_an_unknown_outcome),
		WITH_ARENA(test_read_whose_answer_is_lost_is_run_again_once),
		WITH_ARENA(test_connection_that_died_while_idle_is_noticed),
		WITH_ARENA(test_server_that_falls_silent_is_given_up_at_the_deadline),
		WITH_ARENA(test_server_that_is_away_leaves_everything_undone),
		WITH_ARENA(test_broken_url_is_an_error_and_no_crash),
	};

	return cmocka_run_group_tests_name("db_failures", tests, NULL, NULL);
}
