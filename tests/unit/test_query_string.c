/* Query strings: decoded for handlers, and written back without one parameter for Link headers. */
#include "fixture.h"
#include "lib/query_string.h"

static void
test_parameters_are_decoded(void **state)
{
	struct value object;
	const char *why;

	assert_true(query_string_parse(*state, TEXT("a=1&b=x+y%20z&c=%D8%A7%2B&d%3D=%26&e=&f&g=1=2"), &object, &why));
	assert_int_equal(object.type, VALUE_OBJECT);
	assert_int_equal(object.count, 7);
	assert_text(json_member(&object, "a")->text, "1");
	assert_text(json_member(&object, "b")->text, "x y z");
	assert_text(json_member(&object, "c")->text, "\xD8\xA7+");
	assert_text(json_member(&object, "d=")->text, "&");
	assert_text(json_member(&object, "e")->text, "");
	assert_text(json_member(&object, "f")->text, "");
	assert_text(json_member(&object, "g")->text, "1=2");
	for (size_t i = 0; i < object.count; i++)
		assert_int_equal(object.elements[i].type, VALUE_STRING);
}

static void
test_nothing_between_ampersands_is_no_parameter(void **state)
{
	struct value object;
	const char *why;

	assert_true(query_string_parse(*state, TEXT(""), &object, &why));
	assert_int_equal(object.count, 0);
	assert_true(query_string_parse(*state, TEXT("&&a=1&"), &object, &why));
	assert_int_equal(object.count, 1);
}

static void
test_broken_query_strings_are_refused(void **state)
{
	static const struct {
		const char *query;
		const char *why;
	} cases[] = {
		{ "a=%", "it has a broken escape, a NUL or no UTF-8" },
		{ "a=%4", "it has a broken escape, a NUL or no UTF-8" },
		{ "a=%4g", "it has a broken escape, a NUL or no UTF-8" },
		{ "a=%%41", "it has a broken escape, a NUL or no UTF-8" },
		{ "%zz=1", "it has a broken escape, a NUL or no UTF-8" },
		{ "a=%00", "it has a broken escape, a NUL or no UTF-8" },
		{ "a=%C0%80", "it has a broken escape, a NUL or no UTF-8" },
		{ "a=%ED%A0%80", "it has a broken escape, a NUL or no UTF-8" },
		{ "a=\xFF", "it has a broken escape, a NUL or no UTF-8" },
		{ "a=1&a=1", "a parameter stands twice" },
		{ "a=1&b=2&%61=3", "a parameter stands twice" },
		{ "a&a", "a parameter stands twice" },
		{ "=1", "a parameter has no name" },
		{ "a=1&=", "a parameter has no name" },
	};
	struct value object;
	const char *why;

	for (size_t i = 0; i < COUNT(cases); i++) {
		if (query_string_parse(*state, text_from(cases[i].query), &object, &why))
			fail_msg("%s was taken", cases[i].query);
		if (strcmp(why, cases[i].why) != 0)
			fail_msg("%s: \"%s\", not \"%s\"", cases[i].query, why, cases[i].why);
	}
}

static void
test_escape_is_not_read_past_the_end(void **state)
{
	struct value object;
	const char *why;
	char *cut = malloc(4);

	memcpy(cut, "a=%4", 4);
	assert_false(query_string_parse(*state, (struct text){ cut, 4 }, &object, &why));
	free(cut);
}

static void
test_one_parameter_is_left_out(void **state)
{
	static const struct {
		const char *query;
		const char *kept;
	} cases[] = {
		{ "", "" },
		{ "cursor=x", "" },
		{ "cursor", "" },
		{ "a=1", "a=1&" },
		{ "a=1&cursor=x&b=2", "a=1&b=2&" },
		{ "cursor=x&a=1", "a=1&" },
		{ "cursors=x&acursor=y", "cursors=x&acursor=y&" },
		{ "%63ursor=x&a=1", "a=1&" },
		{ "&&a=1&&", "a=1&" },
		{ "a=x+y%20%D8%A7", "a=x+y%20%D8%A7&" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct text kept = query_string_without(*state, text_from(cases[i].query), "cursor");
		if (!text_equal(kept, text_from(cases[i].kept)))
			fail_msg("%s: \"%.*s\", not \"%s\"", cases[i].query, (int)kept.length, kept.data, cases[i].kept);
	}
}

static void
test_what_could_break_a_header_is_escaped(void **state)
{
	struct text kept = query_string_without(*state, TEXT("a=<>\"\r\n;,\0 \x7F\xD8"), "cursor");

	assert_int_equal(kept.length, strlen("a=%3C%3E%22%0D%0A%3B%2C%00%20%7F%D8&"));
	assert_memory_equal(kept.data, "a=%3C%3E%22%0D%0A%3B%2C%00%20%7F%D8&", kept.length);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_ARENA(test_parameters_are_decoded),
		WITH_ARENA(test_nothing_between_ampersands_is_no_parameter),
		WITH_ARENA(test_broken_query_strings_are_refused),
		WITH_ARENA(test_escape_is_not_read_past_the_end),
		WITH_ARENA(test_one_parameter_is_left_out),
		WITH_ARENA(test_what_could_break_a_header_is_escaped),
	};

	return cmocka_run_group_tests_name("query_string", tests, NULL, NULL);
}
