/* JSON in: what RFC 8259 and RFC 7493 allow is read, everything else is refused with a reason. */
#include "fixture.h"
#include "lib/json.h"

static struct value
parse(struct arena *arena, const char *json)
{
	struct value object;
	const char *why = NULL;

	if (!json_parse_object(arena, text_from(json), &object, &why))
		fail_msg("%s was refused: %s", json, why);
	assert_null(why);
	assert_int_equal(object.type, VALUE_OBJECT);
	return object;
}

static void
assert_refused(struct arena *arena, struct text json, const char *reason)
{
	struct value object;
	const char *why = NULL;

	if (json_parse_object(arena, json, &object, &why))
		fail_msg("%s was taken", json.data);
	if (why == NULL || strcmp(why, reason) != 0)
		fail_msg("%s was refused because \"%s\", not \"%s\"", json.data, why == NULL ? "" : why, reason);
}

static void
test_each_type_is_read_as_what_it_is(void **state)
{
	struct value object = parse(*state,
	    "{\"n\":null,\"t\":true,\"f\":false,\"i\":-7,\"r\":1.5,\"e\":1e2,"
	    "\"s\":\"todo\",\"a\":[1,[2]],\"o\":{\"x\":{}}}");
	static const enum value_type types[] = {
		VALUE_NULL,
		VALUE_BOOLEAN,
		VALUE_BOOLEAN,
		VALUE_INTEGER,
		VALUE_REAL,
		VALUE_REAL,
		VALUE_STRING,
		VALUE_ARRAY,
		VALUE_OBJECT,
	};

	assert_int_equal(object.count, COUNT(types));
	for (size_t i = 0; i < COUNT(types); i++)
		assert_int_equal(object.elements[i].type, types[i]);
	assert_true(json_member(&object, "t")->boolean);
	assert_false(json_member(&object, "f")->boolean);
	assert_int_equal(json_member(&object, "i")->integer, -7);
	assert_text(json_member(&object, "s")->text, "todo");
	const struct value *array = json_member(&object, "a");
	assert_int_equal(array->count, 2);
	assert_int_equal(array->elements[0].integer, 1);
	assert_int_equal(array->elements[1].elements[0].integer, 2);
	assert_text(json_member(&object, "o")->elements[0].name, "x");
	assert_null(json_member(&object, "missing"));
}

static void
test_white_space_may_stand_anywhere_between(void **state)
{
	struct value object = parse(*state, " \t\r\n{ \"a\" : [ 1 , 2 ] ,\n\"b\" : { } } \n");

	assert_int_equal(object.count, 2);
	assert_int_equal(json_member(&object, "a")->count, 2);
	assert_int_equal(json_member(&object, "b")->count, 0);
	assert_int_equal(parse(*state, "{}").count, 0);
}

static void
test_escapes_become_their_characters(void **state)
{
	struct value object = parse(*state, "{\"s\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u06A9\\uD83D\\uDE00\"}");

	assert_text(json_member(&object, "s")->text, "\"\\/\b\f\n\r\té\xDA\xA9😀");
}

static void
test_strings_keep_their_bytes(void **state)
{
	struct value object = parse(*state, "{\"عنوان\":\"کار 👩‍👧 \x7F e\xCC\x81\"}");

	assert_text(json_member(&object, "عنوان")->text, "کار 👩‍👧 \x7F e\xCC\x81");
}

static void
test_integers_that_do_not_fit_are_reals(void **state)
{
	struct value object = parse(*state,
	    "{\"a\":9223372036854775808,\"b\":-9223372036854775809,"
	    "\"c\":18446744073709551616,\"d\":123456789012345678901234567890,"
	    "\"e\":9223372036854775806,\"f\":-9223372036854775807,\"g\":0,\"h\":-0}");

	for (size_t i = 0; i < 4; i++)
		assert_int_equal(object.elements[i].type, VALUE_REAL);
	for (size_t i = 4; i < 7; i++)
		assert_int_equal(object.elements[i].type, VALUE_INTEGER);
	assert_int_equal(json_member(&object, "e")->integer, INT64_MAX - 1);
	assert_int_equal(json_member(&object, "f")->integer, INT64_MIN + 1);
	assert_int_equal(json_member(&object, "h")->integer, 0);
}

static void
test_what_is_no_json_object_is_refused(void **state)
{
	static const struct {
		const char *json;
		const char *why;
	} cases[] = {
		{ "", "it is no JSON object" },
		{ " ", "it is no JSON object" },
		{ "[]", "it is no JSON object" },
		{ "null", "it is no JSON object" },
		{ "\"{}\"", "it is no JSON object" },
		{ "7", "it is no JSON object" },
		{ "\xEF\xBB\xBF{}", "it is no JSON object" },
		{ "{", "a name or string is not in double quotes" },
		{ "{]", "a name or string is not in double quotes" },
		{ "{}}", "something follows the object" },
		{ "{} {}", "something follows the object" },
		{ "{}x", "something follows the object" },
		{ "{'a':1}", "a name or string is not in double quotes" },
		{ "{a:1}", "a name or string is not in double quotes" },
		{ "{1:1}", "a name or string is not in double quotes" },
		{ "{\"a\":1,}", "a name or string is not in double quotes" },
		{ "{,\"a\":1}", "a name or string is not in double quotes" },
		{ "{\"a\" 1}", "a name is not followed by a colon" },
		{ "{\"a\"}", "a name is not followed by a colon" },
		{ "{\"a\":}", "a number is not well formed" },
		{ "{\"a\":", "it ends too early" },
		{ "{\"a\":1", "an object or array does not end" },
		{ "{\"a\":1 \"b\":2}", "an object or array does not end" },
		{ "{\"a\":[1 2]}", "an object or array does not end" },
		{ "{\"a\":[1}", "an object or array does not end" },
		{ "{\"a\":[1,]}", "a number is not well formed" },
		{ "{\"a\":NaN}", "a number is not well formed" },
		{ "{\"a\":Infinity}", "a number is not well formed" },
		{ "{\"a\":-Infinity}", "a number is not well formed" },
		{ "{\"a\":undefined}", "a number is not well formed" },
		{ "{\"a\":True}", "a number is not well formed" },
		{ "{\"a\":tru}", "a value is no JSON value" },
		{ "{\"a\":nul", "a value is no JSON value" },
		{ "{\"a\":1 /* no */}", "an object or array does not end" },
		{ "// no\n{}", "it is no JSON object" },
		{ "{\"a\":'b'}", "a number is not well formed" },
	};

	for (size_t i = 0; i < COUNT(cases); i++)
		assert_refused(*state, text_from(cases[i].json), cases[i].why);
}

static void
test_badly_formed_numbers_are_refused(void **state)
{
	static const char *const cases[] = { "-", "+1", ".5", "1.", "1.e2", "1e", "1e+", "--1", "-a" };
	static const char *const half[] = { "01", "-01", "00", "0x10", "1_000", "1.2.3", "1e1.5" };
	char json[64];

	for (size_t i = 0; i < COUNT(cases); i++) {
		snprintf(json, sizeof(json), "{\"a\":%s}", cases[i]);
		assert_refused(*state, text_from(json), "a number is not well formed");
	}
	for (size_t i = 0; i < COUNT(half); i++) {
		snprintf(json, sizeof(json), "{\"a\":%s}", half[i]);
		assert_refused(*state, text_from(json), "an object or array does not end");
	}
}

static void
test_strings_that_no_text_can_be_are_refused(void **state)
{
	static const struct {
		const char *string;
		const char *why;
	} cases[] = {
		{ "\"\\u0000\"", "a string has a NUL character" },
		{ "\"\\ud800\"", "a string has a lone surrogate" },
		{ "\"\\uDBFF x\"", "a string has a lone surrogate" },
		{ "\"\\udc00\"", "a string has a lone surrogate" },
		{ "\"\\udfff\\ud800\"", "a string has a lone surrogate" },
		{ "\"\\ud800\\ud800\"", "a string has a lone surrogate" },
		{ "\"\\ud800\\n\"", "a string has a lone surrogate" },
		{ "\"\\ud83d\\u0041\"", "a string has a lone surrogate" },
		{ "\"\\ud83d\\ue000\"", "a string has a lone surrogate" },
		{ "\"\\u12\"", "a string has an unknown escape" },
		{ "\"\\u12g4\"", "a string has an unknown escape" },
		{ "\"\\x41\"", "a string has an unknown escape" },
		{ "\"\\'\"", "a string has an unknown escape" },
		{ "\"\\", "a string does not end" },
		{ "\"\\\"", "a string does not end" },
		{ "\"abc", "a string does not end" },
		{ "\"a\nb\"", "a string has a raw control character" },
		{ "\"a\tb\"", "a string has a raw control character" },
		{ "\"\x01\"", "a string has a raw control character" },
		{ "\"\x1F\"", "a string has a raw control character" },
		{ "\"\xC0\x80\"", "it is not UTF-8" },
		{ "\"\xED\xA0\x80\"", "it is not UTF-8" },
		{ "\"\xF5\x80\x80\x80\"", "it is not UTF-8" },
		{ "\"\xFF\"", "it is not UTF-8" },
	};
	char json[64];

	for (size_t i = 0; i < COUNT(cases); i++) {
		snprintf(json, sizeof(json), "{\"a\":%s", cases[i].string);
		if (cases[i].string[strlen(cases[i].string) - 1] == '"' && strcmp(cases[i].why, "a string does not end") != 0)
			strncat(json, "}", sizeof(json) - strlen(json) - 1);
		assert_refused(*state, text_from(json), cases[i].why);
	}
}

static void
test_nul_byte_ends_nothing(void **state)
{
	assert_refused(*state, TEXT("{}\0"), "something follows the object");
	assert_refused(*state, TEXT("{}\0{}"), "something follows the object");
	assert_refused(*state, TEXT("{\0}"), "a name or string is not in double quotes");
	assert_refused(*state, TEXT("{\"a\0b\":1}"), "a string has a raw control character");
	assert_refused(*state, TEXT("{\"a\":\0}"), "a number is not well formed");
	assert_refused(*state, TEXT("{\"a\":\"\\\0\"}"), "a string has an unknown escape");
	assert_refused(*state, TEXT("\0{}"), "it is no JSON object");
}

static void
test_member_that_stands_twice_is_refused(void **state)
{
	static const char *const cases[] = {
		"{\"a\":1,\"a\":1}",
		"{\"a\":1,\"\\u0061\":2}",
		"{\"a\":{\"b\":1,\"c\":2,\"b\":3}}",
		"{\"a\":[{},{\"b\":1,\"b\":2}]}",
		"{\"a\":{\"b\":1},\"a\":{\"b\":1,\"c\":2}}",
		"{\"\":1,\"\":2}",
	};

	for (size_t i = 0; i < COUNT(cases); i++)
		assert_refused(*state, text_from(cases[i]), "a member stands twice");
	assert_int_equal(parse(*state, "{\"a\":1,\"A\":2,\"b\":{\"a\":3}}").count, 3);
}

/* {"a":[[…]]} with this many levels. */
static const char *
nested(struct arena *arena, int levels)
{
	struct buffer json = { .arena = arena };

	buffer_literal(&json, "{\"a\":");
	for (int i = 1; i < levels; i++)
		buffer_literal(&json, "[");
	for (int i = 1; i < levels; i++)
		buffer_literal(&json, "]");
	buffer_append(&json, "}", 2);
	return json.data;
}

static void
test_nesting_ends_at_16_levels(void **state)
{
	parse(*state, nested(*state, 16));
	assert_refused(*state, text_from(nested(*state, 17)), "it is nested too deeply");
	assert_refused(*state, text_from(nested(*state, 100000)), "it is nested too deeply");
	/* Beside one another they are no levels. */
	parse(*state, "{\"a\":[[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[]]}");
}

static void
test_length_is_limited(void **state)
{
	struct buffer json = { .arena = *state };
	const char *why = NULL;
	struct value object;
	const size_t room = JSON_LENGTH_MAX - 8;

	buffer_literal(&json, "{\"a\":\"");
	memset(buffer_reserve(&json, room + 16), 'x', room + 16);
	json.length += room;
	buffer_literal(&json, "\"}");
	assert_int_equal(json.length, JSON_LENGTH_MAX);
	assert_true(json_parse_object(*state, (struct text){ json.data, json.length }, &object, &why));
	assert_int_equal(object.elements[0].text.length, room);
	buffer_literal(&json, " ");
	assert_false(json_parse_object(*state, (struct text){ json.data, json.length }, &object, &why));
	assert_string_equal(why, "it is too long");
}

static void
test_bytes_behind_the_length_are_not_read(void **state)
{
	struct value object;
	const char *why;
	char *exact = malloc(8);

	memcpy(exact, "{\"a\":17}", 8);
	assert_true(json_parse_object(*state, (struct text){ exact, 8 }, &object, &why));
	assert_int_equal(object.elements[0].integer, 17);
	assert_false(json_parse_object(*state, (struct text){ exact, 7 }, &object, &why));
	free(exact);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_ARENA(test_each_type_is_read_as_what_it_is),
		WITH_ARENA(test_white_space_may_stand_anywhere_between),
		WITH_ARENA(test_escapes_become_their_characters),
		WITH_ARENA(test_strings_keep_their_bytes),
		WITH_ARENA(test_integers_that_do_not_fit_are_reals),
		WITH_ARENA(test_what_is_no_json_object_is_refused),
		WITH_ARENA(test_badly_formed_numbers_are_refused),
		WITH_ARENA(test_strings_that_no_text_can_be_are_refused),
		WITH_ARENA(test_nul_byte_ends_nothing),
		WITH_ARENA(test_member_that_stands_twice_is_refused),
		WITH_ARENA(test_nesting_ends_at_16_levels),
		WITH_ARENA(test_length_is_limited),
		WITH_ARENA(test_bytes_behind_the_length_are_not_read),
	};

	return cmocka_run_group_tests_name("json_read", tests, NULL, NULL);
}
