/* Cursors: what was encoded is decoded, everything else is refused. */
#include "fixture.h"
#include "lib/cursor.h"

static void
test_position_survives_the_way_out_and_back(void **state)
{
	static const int64_t positions[] = { 1, 9, 10, 4711, INT64_MAX - 1, INT64_MAX };

	for (size_t i = 0; i < COUNT(positions); i++) {
		int64_t position = 0;
		struct text cursor = cursor_encode(*state, positions[i]);
		assert_int_equal(cursor.length, strlen(cursor.data));
		assert_int_equal(strspn(cursor.data, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
		    cursor.length);
		assert_true(cursor_decode(cursor, &position));
		assert_int_equal(position, positions[i]);
	}
	assert_text(cursor_encode(*state, 17), "MToxNw");
}

static void
test_what_was_not_encoded_here_is_refused(void **state)
{
	static const char *const cases[] = {
		"",
		"17",
		"MTo",      /* 1: */
		"MToxNw==", /* padding */
		"MToxNw.",
		"MToxN",  /* cut */
		"MToxNx", /* bits that stand for nothing */
		"MjoxNw", /* 2:17 */
		"MTow",   /* 1:0 */
		"MTotMQ", /* 1:-1 */
		"MTox\nNw",
		"MToxIA",                                                   /* "1:1 " */
		"MTo5MjIzMzcyMDM2ODU0Nzc1ODA4",                             /* 1:9223372036854775808 */
		"MToxMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTEx", /* longer than any number */
		"////",
	};
	int64_t position = 42;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (cursor_decode(text_from(cases[i]), &position))
			fail_msg("\"%s\" was read as %lld", cases[i], (long long)position);
	assert_int_equal(position, 42);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_ARENA(test_position_survives_the_way_out_and_back),
		cmocka_unit_test(test_what_was_not_encoded_here_is_refused),
	};

	return cmocka_run_group_tests_name("cursor", tests, NULL, NULL);
}
