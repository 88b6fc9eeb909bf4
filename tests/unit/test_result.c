/* Results: the one table is complete, words lead back to their results, SQLSTATEs to theirs. */
#include "fixture.h"
#include "lib/result.h"

#include <ctype.h>

static void
test_every_result_has_its_word_and_every_problem_its_status(void **state)
{
	(void)state;
	for (enum result result = RESULT_OK; result < RESULT_COUNT; result++) {
		const struct problem *problem = result_problem(result);
		if (problem->word == NULL || problem->title == NULL || problem->detail == NULL)
			fail_msg("result %d has no row in the table", (int)result);
		for (const char *c = problem->word; *c != '\0'; c++)
			assert_true(islower((unsigned char)*c) || *c == '_');
		if (result < RESULT_MALFORMED)
			continue;
		assert_in_range(problem->status, 400, 599);
		assert_true(problem->title[0] != '\0');
		assert_true(problem->detail[0] != '\0');
	}
}

static void
test_words_lead_back_to_their_results(void **state)
{
	(void)state;
	for (enum result result = RESULT_OK; result < RESULT_COUNT; result++)
		assert_int_equal(result_from_word(text_from(result_problem(result)->word)), result);
}

static void
test_unknown_word_is_a_defect_of_ours(void **state)
{
	(void)state;
	assert_int_equal(result_from_word(TEXT("")), RESULT_INTERNAL);
	assert_int_equal(result_from_word(TEXT("OK")), RESULT_INTERNAL);
	assert_int_equal(result_from_word(TEXT("ok ")), RESULT_INTERNAL);
	assert_int_equal(result_from_word(text_from(NULL)), RESULT_INTERNAL);
}

static void
test_statuses_are_those_of_the_contract(void **state)
{
	static const struct {
		enum result result;
		int status;
	} cases[] = {
		{ RESULT_OK, 0 },
		{ RESULT_UNCHANGED, 304 },
		{ RESULT_MALFORMED, 400 },
		{ RESULT_UNKNOWN_PARAMETER, 400 },
		{ RESULT_INVALID_PARAMETER, 400 },
		{ RESULT_UNAUTHENTICATED, 401 },
		{ RESULT_INVALID_TOKEN, 401 },
		{ RESULT_EXPIRED_TOKEN, 401 },
		{ RESULT_GONE, 401 },
		{ RESULT_WRONG_CREDENTIALS, 401 },
		{ RESULT_PASSWORD_REQUIRED, 403 },
		{ RESULT_FORBIDDEN, 403 },
		{ RESULT_NOT_FOUND, 404 },
		{ RESULT_METHOD_NOT_ALLOWED, 405 },
		{ RESULT_NOT_ACCEPTABLE, 406 },
		{ RESULT_TAKEN, 409 },
		{ RESULT_BUSY, 409 },
		{ RESULT_LIMIT, 409 },
		{ RESULT_HORIZON, 410 },
		{ RESULT_STALE, 412 },
		{ RESULT_TOO_LARGE, 413 },
		{ RESULT_MEDIA_TYPE, 415 },
		{ RESULT_INVALID, 422 },
		{ RESULT_KEY_REUSED, 422 },
		{ RESULT_TOO_MANY_REQUESTS, 429 },
		{ RESULT_INTERNAL, 500 },
		{ RESULT_REFUSED, 500 },
		{ RESULT_UNAVAILABLE, 503 },
		{ RESULT_UNKNOWN_OUTCOME, 503 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (result_problem(cases[i].result)->status != cases[i].status)
			fail_msg("%s is %d, not %d", result_problem(cases[i].result)->word, result_problem(cases[i].result)->status,
			    cases[i].status);
}

static void
test_sqlstates_become_results(void **state)
{
	static const struct {
		const char *sqlstate;
		enum result result;
	} cases[] = {
		{ NULL, RESULT_UNAVAILABLE },
		{ "57014", RESULT_UNAVAILABLE },
		{ "55P03", RESULT_UNAVAILABLE },
		{ "23505", RESULT_BUSY },
		{ "23514", RESULT_REFUSED },
		{ "23502", RESULT_REFUSED },
		{ "22001", RESULT_REFUSED },
		{ "22021", RESULT_REFUSED },
		{ "22P05", RESULT_REFUSED },
		{ "22003", RESULT_REFUSED },
		{ "22008", RESULT_REFUSED },
		{ "40001", RESULT_UNAVAILABLE },
		{ "40P01", RESULT_UNAVAILABLE },
		{ "08006", RESULT_UNAVAILABLE },
		{ "53100", RESULT_UNAVAILABLE },
		{ "53300", RESULT_UNAVAILABLE },
		{ "57P01", RESULT_UNAVAILABLE },
		{ "25006", RESULT_UNAVAILABLE },
		{ "42P01", RESULT_INTERNAL },
		{ "42703", RESULT_INTERNAL },
		{ "XX000", RESULT_INTERNAL },
		{ "55000", RESULT_INTERNAL },
		{ "", RESULT_INTERNAL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (result_from_sqlstate(cases[i].sqlstate) != cases[i].result)
			fail_msg("%s is %s", cases[i].sqlstate, result_problem(result_from_sqlstate(cases[i].sqlstate))->word);
}

static void
test_only_serialization_failures_and_deadlocks_are_retried(void **state)
{
	(void)state;
	assert_true(result_retry("40001"));
	assert_true(result_retry("40P01"));
	assert_false(result_retry("40002"));
	assert_false(result_retry("23505"));
	assert_false(result_retry("57014"));
	assert_false(result_retry(NULL));
}

static void
test_list_has_a_line_of_four_parts_for_each_problem(void **state)
{
	char *list = NULL;
	size_t length = 0;
	int lines = 0, tabs = 0;
	FILE *to = open_memstream(&list, &length);

	(void)state;
	assert_non_null(to);
	result_list(to);
	fclose(to);
	for (const char *c = list; *c != '\0'; c++) {
		lines += *c == '\n';
		tabs += *c == '\t';
	}
	assert_int_equal(tabs, 3 * lines);
	assert_int_equal(lines, RESULT_COUNT - RESULT_MALFORMED);
	assert_non_null(strstr(list, "stale\t412\tChanged meanwhile\t"));
	free(list);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_result_has_its_word_and_every_problem_its_status),
		cmocka_unit_test(test_words_lead_back_to_their_results),
		cmocka_unit_test(test_unknown_word_is_a_defect_of_ours),
		cmocka_unit_test(test_statuses_are_those_of_the_contract),
		cmocka_unit_test(test_sqlstates_become_results),
		cmocka_unit_test(test_only_serialization_failures_and_deadlocks_are_retried),
		cmocka_unit_test(test_list_has_a_line_of_four_parts_for_each_problem),
	};

	return cmocka_run_group_tests_name("result", tests, NULL, NULL);
}
