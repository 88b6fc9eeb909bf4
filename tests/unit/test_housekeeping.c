/* Housekeeping: batches until nothing is left, once a minute. */
#include "db_double.h"
#include "fixture.h"
#include "lib/clock.h"
#include "lib/housekeeping.h"

static const char *const names[] = { "_outcome", "removed" };
static const char *const all[] = { "ok", "1000" };
static const char *const some[] = { "ok", "999" };
static const struct db_double_answer full = { .columns = 2, .count = 1, .names = names, .cells = all };
static const struct db_double_answer rest = { .columns = 2, .count = 1, .names = names, .cells = some };
static const struct db_double_answer failed = { .error = "the words", .result = RESULT_UNAVAILABLE };

/* How many statements housekeeping ran, with this answer to each. */
static int
statements(struct arena *arena, const struct db_double_answer *answer, int64_t *next)
{
	db_double_set(answer);
	db_double_runs = 0;
	housekeep(NULL, 3, arena, next);
	return db_double_runs;
}

static void
test_statement_is_given_the_size_of_a_batch(void **state)
{
	int64_t next = 0;

	assert_int_equal(statements(*state, &rest, &next), 1);
	assert_int_equal(db_double_query, 3);
	assert_int_equal(db_double_params.count, 1);
	assert_string_equal(db_double_params.values[0], "1000");
}

static void
test_full_batches_are_followed_by_others_up_to_a_limit(void **state)
{
	int64_t next = 0;

	assert_int_equal(statements(*state, &full, &next), 100);
}

static void
test_next_time_is_a_minute_later(void **state)
{
	int64_t next = 0, now = clock_ms();

	assert_int_equal(statements(*state, &rest, &next), 1);
	assert_in_range(next - now, 60000, 61000);
	assert_int_equal(statements(*state, &rest, &next), 0);
	next = clock_ms();
	assert_int_equal(statements(*state, &rest, &next), 1);
}

static void
test_failure_waits_for_the_next_minute_too(void **state)
{
	int64_t next = 0;

	assert_int_equal(statements(*state, &failed, &next), 1);
	assert_int_equal(statements(*state, &rest, &next), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_ARENA(test_statement_is_given_the_size_of_a_batch),
		WITH_ARENA(test_full_batches_are_followed_by_others_up_to_a_limit),
		WITH_ARENA(test_next_time_is_a_minute_later),
		WITH_ARENA(test_failure_waits_for_the_next_minute_too),
	};

	return cmocka_run_group_tests_name("housekeeping", tests, NULL, NULL);
}
