/* Texts: equality, prefixes, strict UTF-8, integers in a range, UUIDs. */
#include "fixture.h"

static void
test_equal_texts_hold_the_same_bytes(void **state)
{
	(void)state;
	assert_true(text_equal(TEXT("todo"), text_from("todo")));
	assert_true(text_equal(TEXT(""), TEXT("")));
	assert_true(text_equal(TEXT("a\0b"), TEXT("a\0b")));
	assert_false(text_equal(TEXT("a\0b"), TEXT("a\0c")));
	assert_false(text_equal(TEXT("todo"), TEXT("todos")));
	assert_false(text_equal(TEXT("todo"), TEXT("Todo")));
}

static void
test_absent_text_equals_nothing(void **state)
{
	const struct text absent = text_from(NULL);

	(void)state;
	assert_int_equal(absent.length, 0);
	assert_false(text_equal(absent, absent));
	assert_false(text_equal(absent, TEXT("")));
	assert_false(text_equal(TEXT(""), absent));
}

static void
test_prefix_is_compared_by_bytes(void **state)
{
	(void)state;
	assert_true(text_starts(TEXT("/todos/7"), TEXT("/todos")));
	assert_true(text_starts(TEXT("/todos"), TEXT("/todos")));
	assert_true(text_starts(TEXT("/todos"), TEXT("")));
	assert_false(text_starts(TEXT("/todo"), TEXT("/todos")));
	assert_false(text_starts(TEXT("/tasks/7"), TEXT("/todos")));
}

static void
test_utf8_is_counted_in_code_points(void **state)
{
	static const struct {
		const char *bytes;
		ptrdiff_t points;
	} cases[] = {
		{ "", 0 },
		{ "todo", 4 },
		{ "\x7F", 1 },
		{ "\xC2\x80", 1 },
		{ "\xDF\xBF", 1 },
		{ "\xE0\xA0\x80", 1 },
		{ "\xED\x9F\xBF", 1 },
		{ "\xEE\x80\x80", 1 },
		{ "\xEF\xBF\xBF", 1 },
		{ "\xF0\x90\x80\x80", 1 },
		{ "\xF4\x8F\xBF\xBF", 1 },
		{ "کار", 3 },
		{ "e\xCC\x81", 2 },
		{ "👩‍👧", 3 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		ptrdiff_t points = text_utf8_length(cases[i].bytes, strlen(cases[i].bytes));
		if (points != cases[i].points)
			fail_msg("case %zu, \"%s\": %td code points, not %td", i, cases[i].bytes, points, cases[i].points);
	}
	assert_int_equal(text_utf8_length("a\0b", 3), 3);
}

static void
test_bytes_that_are_not_strict_utf8_are_refused(void **state)
{
	static const char *const cases[] = {
		"\x80", /* a continuation alone */
		"\xBF",
		"a\x80z",
		"\xC0\x80", /* overlong forms */
		"\xC1\xBF",
		"\xE0\x9F\xBF",
		"\xF0\x8F\xBF\xBF",
		"\xED\xA0\x80", /* surrogates */
		"\xED\xBF\xBF",
		"\xF4\x90\x80\x80", /* above U+10FFFF */
		"\xF5\x80\x80\x80",
		"\xFE",
		"\xFF",
		"\xC2", /* cut short */
		"\xE2\x82",
		"\xF0\x9F\x98",
		"\xC2\x41",         /* the second byte is no continuation */
		"\xE2\x82\x41",     /* nor is the third */
		"\xF0\x9F\x98\xC0", /* nor the fourth */
		"\xE2\xC2\x82",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (text_utf8_length(cases[i], strlen(cases[i])) != -1)
			fail_msg("case %zu was taken for UTF-8", i);
}

static void
test_utf8_sequence_is_not_read_past_its_end(void **state)
{
	/* On the heap, exactly as long, so that a sanitizer sees a byte too many. */
	char *cut = malloc(2);

	(void)state;
	memcpy(cut, "\xE2\x82", 2);
	assert_int_equal(text_utf8_length(cut, 2), -1);
	free(cut);
}

static void
test_integers_within_the_range_are_read(void **state)
{
	static const struct {
		const char *text;
		int64_t least, most, value;
	} cases[] = {
		{ "0", 0, 0, 0 },
		{ "-0", 0, 0, 0 },
		{ "7", 1, 10, 7 },
		{ "10", 1, 10, 10 },
		{ "1", 1, 10, 1 },
		{ "-5", -5, -5, -5 },
		{ "9223372036854775807", 1, INT64_MAX, INT64_MAX },
		{ "-9223372036854775808", INT64_MIN, 0, INT64_MIN },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int64_t value = 42;
		if (!text_integer(text_from(cases[i].text), cases[i].least, cases[i].most, &value))
			fail_msg("\"%s\" was refused", cases[i].text);
		assert_int_equal(value, cases[i].value);
	}
}

static void
test_anything_but_an_integer_in_the_range_is_refused(void **state)
{
	static const char *const cases[] = {
		"",
		"-",
		"--1",
		"+1",
		" 1",
		"1 ",
		"1.0",
		"1e3",
		"0x10",
		"ten",
		"1,000",
		"\xD9\xA1",
		"1-",
		"9223372036854775808",
		"-9223372036854775809",
		"18446744073709551616",
		"99999999999999999999999999",
	};
	int64_t value = 42;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (text_integer(text_from(cases[i]), INT64_MIN, INT64_MAX, &value))
			fail_msg("\"%s\" was read as %lld", cases[i], (long long)value);
	assert_false(text_integer(TEXT("0"), 1, 10, &value));
	assert_false(text_integer(TEXT("11"), 1, 10, &value));
	assert_false(text_integer(TEXT("1\0"), 1, 10, &value));
	assert_false(text_integer(text_from(NULL), INT64_MIN, INT64_MAX, &value));
	assert_int_equal(value, 42);
}

static void
test_integer_ends_where_the_text_ends(void **state)
{
	int64_t value = 0;

	(void)state;
	assert_true(text_integer((struct text){ .data = "1234", .length = 2 }, 0, 99, &value));
	assert_int_equal(value, 12);
}

static void
test_uuid_has_its_36_characters(void **state)
{
	static const char *const wrong[] = {
		"",
		"0f8fad5b-d9cb-469f-a165-70867728950",
		"0f8fad5b-d9cb-469f-a165-70867728950ee",
		"0f8fad5bd9cb-469f-a165-70867728950e1",
		"0f8fad5b-d9cb-469f-a165-70867728950g",
		"0f8fad5b_d9cb-469f-a165-70867728950e",
		"0f8fad5b-d9cb-469f-a1657-0867728950e",
		"{f8fad5b-d9cb-469f-a165-70867728950}",
	};

	(void)state;
	assert_true(text_is_uuid(TEXT("0f8fad5b-d9cb-469f-a165-70867728950e")));
	assert_true(text_is_uuid(TEXT("0F8FAD5B-D9CB-469F-A165-70867728950E")));
	assert_false(text_is_uuid(text_from(NULL)));
	for (size_t i = 0; i < COUNT(wrong); i++)
		if (text_is_uuid(text_from(wrong[i])))
			fail_msg("\"%s\" was taken for a UUID", wrong[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_equal_texts_hold_the_same_bytes),
		cmocka_unit_test(test_absent_text_equals_nothing),
		cmocka_unit_test(test_prefix_is_compared_by_bytes),
		cmocka_unit_test(test_utf8_is_counted_in_code_points),
		cmocka_unit_test(test_bytes_that_are_not_strict_utf8_are_refused),
		cmocka_unit_test(test_utf8_sequence_is_not_read_past_its_end),
		cmocka_unit_test(test_integers_within_the_range_are_read),
		cmocka_unit_test(test_anything_but_an_integer_in_the_range_is_refused),
		cmocka_unit_test(test_integer_ends_where_the_text_ends),
		cmocka_unit_test(test_uuid_has_its_36_characters),
	};

	return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
