/* Fields: bodies and query strings read by a table, with every mistake named. */
#include "fixture.h"
#include "lib/cursor.h"
#include "lib/field.h"

#include <stddef.h>

struct sample {
	struct text title;
	struct text note;
	struct text done;
	int64_t rank;
	struct cursor after;
	struct text weight;
	struct value list;
};

static const char *
check_even(struct text text)
{
	return text.length % 2 == 0 ? NULL : "It must be even.";
}

static const struct field fields[] = {
	{ "title", FIELD_TEXT, offsetof(struct sample, title), .required = true, .one_line = true, .not_blank = true,
	    .least = 1, .most = 5 },
	{ "note", FIELD_TEXT, offsetof(struct sample, note), .most = 10, .bytes_most = 12, .initial = "none" },
	{ "done", FIELD_BOOLEAN, offsetof(struct sample, done), .initial = "false" },
	{ "rank", FIELD_INTEGER, offsetof(struct sample, rank), .least = -3, .most = 3, .initial = "2" },
	{ "after", FIELD_CURSOR, offsetof(struct sample, after) },
	{ "weight", FIELD_NUMERAL, offsetof(struct sample, weight), .least = -1, .most = 100, .initial = "50" },
	{ "list", FIELD_ARRAY, offsetof(struct sample, list), .least = 1, .most = 3 },
	{ "id", FIELD_READ_ONLY },
};

static const struct field checked_fields[] = {
	{ "even", FIELD_TEXT, offsetof(struct sample, note), .most = 10, .check = check_even, .initial = "" },
};

static const struct shape checked = { SHAPE(struct sample, checked_fields) };
static const struct shape whole = { SHAPE(struct sample, fields) };
static const struct shape part = { SHAPE(struct sample, fields), .partial = true };
static const struct shape query = { SHAPE(struct sample, fields), .spelled = true };

static const struct sample *
read_json(struct arena *arena, const struct shape *shape, const char *json, struct field_errors *errors)
{
	struct value object;
	const char *why;

	*errors = (struct field_errors){ .json.arena = arena };
	if (!json_parse_object(arena, text_from(json), &object, &why))
		fail_msg("%s is no JSON: %s", json, why);
	return field_read(arena, shape, &object, errors);
}

/* The one error that reading json gives, as "field code". */
static void
assert_error(struct arena *arena, const struct shape *shape, const char *json, const char *field, const char *code)
{
	struct field_errors errors;
	struct value error;
	const char *why;

	read_json(arena, shape, json, &errors);
	if (errors.json.length == 0)
		fail_msg("%s was taken", json);
	if (!json_parse_object(arena, (struct text){ errors.json.data, errors.json.length }, &error, &why))
		fail_msg("%s: the errors are not one object: %.*s", json, (int)errors.json.length, errors.json.data);
	assert_int_equal(error.count, 3);
	if (!text_equal(json_member(&error, "field")->text, text_from(field)) ||
	    !text_equal(json_member(&error, "code")->text, text_from(code)))
		fail_msg("%s: %.*s, not %s %s", json, (int)errors.json.length, errors.json.data, field, code);
	assert_true(json_member(&error, "message")->text.length > 0);
}

static void
test_fields_are_read_into_the_struct(void **state)
{
	struct field_errors errors;
	struct text cursor = cursor_encode(*state, &(struct cursor){ 'n', TEXT("k"), 17 });
	const struct sample *sample = read_json(*state, &whole,
	    arena_printf(*state, "{\"after\":\"%s\",\"rank\":-3,\"done\":true,\"note\":\"n\",\"title\":\"t\"}", cursor.data)
	        .data,
	    &errors);

	assert_int_equal(errors.json.length, 0);
	assert_text(sample->title, "t");
	assert_text(sample->note, "n");
	assert_text(sample->done, "true");
	assert_int_equal(sample->rank, -3);
	assert_int_equal(sample->after.sort, 'n');
	assert_int_equal(sample->after.id, 17);
	assert_text(sample->after.key, "k");
}

static void
test_booleans_are_spelled_as_sql_takes_them(void **state)
{
	struct field_errors errors;

	assert_text(read_json(*state, &part, "{\"done\":true}", &errors)->done, "true");
	assert_text(read_json(*state, &part, "{\"done\":false}", &errors)->done, "false");
	assert_text(read_json(*state, &query, "{\"done\":\"false\",\"title\":\"t\"}", &errors)->done, "false");
	assert_int_equal(errors.json.length, 0);
}

static void
test_what_is_not_sent_gets_its_initial_value(void **state)
{
	struct field_errors errors;
	const struct sample *sample = read_json(*state, &whole, "{\"title\":\"t\"}", &errors);

	assert_int_equal(errors.json.length, 0);
	assert_text(sample->note, "none");
	assert_text(sample->done, "false");
	assert_int_equal(sample->rank, 2);
	assert_int_equal(sample->after.sort, 0);
	assert_text(sample->weight, "50");
	assert_int_equal(sample->list.count, 0);
}

static void
test_what_a_patch_leaves_out_stays_absent(void **state)
{
	struct field_errors errors;
	const struct sample *sample = read_json(*state, &part, "{\"rank\":1}", &errors);

	assert_int_equal(errors.json.length, 0);
	assert_absent(sample->title);
	assert_absent(sample->note);
	assert_absent(sample->done);
	assert_int_equal(sample->rank, 1);
	assert_int_equal(sample->after.sort, 0);
	assert_absent(sample->weight);
}

static void
test_null_in_a_patch_resets_a_text_with_an_initial_value(void **state)
{
	struct field_errors errors;
	const struct sample *sample = read_json(*state, &part, "{\"note\":null}", &errors);

	assert_int_equal(errors.json.length, 0);
	assert_text(sample->note, "none");
}

static void
test_read_only_fields_are_taken_and_not_used(void **state)
{
	struct field_errors errors;

	read_json(*state, &whole, "{\"title\":\"t\",\"id\":{\"any\":[\"thing\"]}}", &errors);
	assert_int_equal(errors.json.length, 0);
	read_json(*state, &part, "{\"id\":null}", &errors);
	assert_int_equal(errors.json.length, 0);
}

static void
test_texts_are_counted_in_code_points_up_to_the_limit(void **state)
{
	struct field_errors errors;

	assert_text(read_json(*state, &whole, "{\"title\":\"12345\"}", &errors)->title, "12345");
	assert_text(read_json(*state, &whole, "{\"title\":\"کاره۵\"}", &errors)->title, "کاره۵");
	assert_int_equal(errors.json.length, 0);
	assert_error(*state, &whole, "{\"title\":\"123456\"}", "title", "too_long");
	assert_error(*state, &whole, "{\"title\":\"\"}", "title", "too_short");
	assert_text(read_json(*state, &part, "{\"note\":\"éééééé\"}", &errors)->note, "éééééé");
	assert_int_equal(errors.json.length, 0);
	assert_error(*state, &part, "{\"note\":\"ééééééé\"}", "note", "too_long");
}

static void
test_each_mistake_has_its_field_and_code(void **state)
{
	static const struct {
		const char *json;
		const char *field;
		const char *code;
	} cases[] = {
		{ "{}", "title", "required" },
		{ "{\"title\":null}", "title", "null" },
		{ "{\"title\":7}", "title", "type" },
		{ "{\"title\":true}", "title", "type" },
		{ "{\"title\":[\"t\"]}", "title", "type" },
		{ "{\"title\":{}}", "title", "type" },
		{ "{\"title\":\"a\\nb\"}", "title", "format" },
		{ "{\"title\":\"a\\u007f\"}", "title", "format" },
		{ "{\"title\":\"a\\u0001\"}", "title", "format" },
		{ "{\"title\":\"   \"}", "title", "blank" },
		{ "{\"title\":\"t\",\"note\":1.5}", "note", "type" },
		{ "{\"title\":\"t\",\"done\":\"true\"}", "done", "type" },
		{ "{\"title\":\"t\",\"done\":1}", "done", "type" },
		{ "{\"title\":\"t\",\"done\":null}", "done", "null" },
		{ "{\"title\":\"t\",\"rank\":\"1\"}", "rank", "type" },
		{ "{\"title\":\"t\",\"rank\":1.0}", "rank", "type" },
		{ "{\"title\":\"t\",\"rank\":9223372036854775808}", "rank", "type" },
		{ "{\"title\":\"t\",\"rank\":4}", "rank", "out_of_range" },
		{ "{\"title\":\"t\",\"rank\":-4}", "rank", "out_of_range" },
		{ "{\"title\":\"t\",\"rank\":null}", "rank", "null" },
		{ "{\"title\":\"t\",\"after\":\"17\"}", "after", "format" },
		{ "{\"title\":\"t\",\"after\":17}", "after", "format" },
		{ "{\"title\":\"t\",\"weight\":\"1\"}", "weight", "type" },
		{ "{\"title\":\"t\",\"weight\":1.0}", "weight", "type" },
		{ "{\"title\":\"t\",\"weight\":101}", "weight", "out_of_range" },
		{ "{\"title\":\"t\",\"weight\":-2}", "weight", "out_of_range" },
		{ "{\"title\":\"t\",\"weight\":null}", "weight", "null" },
		{ "{\"title\":\"t\",\"list\":null}", "list", "null" },
		{ "{\"title\":\"t\",\"list\":{}}", "list", "type" },
		{ "{\"title\":\"t\",\"list\":\"a\"}", "list", "type" },
		{ "{\"title\":\"t\",\"list\":[]}", "list", "too_short" },
		{ "{\"title\":\"t\",\"list\":[1,2,3,4]}", "list", "too_long" },
		{ "{\"title\":\"t\",\"color\":\"red\"}", "color", "unknown" },
		{ "{\"title\":\"t\",\"Title\":\"t\"}", "Title", "unknown" },
		{ "{\"title\":\"t\",\"\":\"t\"}", "", "unknown" },
	};

	for (size_t i = 0; i < COUNT(cases); i++)
		assert_error(*state, &whole, cases[i].json, cases[i].field, cases[i].code);
	assert_error(*state, &part, "{\"title\":null}", "title", "null");
}

static void
test_message_names_the_limit(void **state)
{
	struct field_errors errors;

	read_json(*state, &whole, "{\"title\":\"123456\",\"rank\":-4}", &errors);
	buffer_append(&errors.json, "", 1);
	assert_non_null(strstr(errors.json.data, "At most 5 characters"));
	assert_non_null(strstr(errors.json.data, "at least -3"));
}

static void
test_every_mistake_is_named_at_once(void **state)
{
	struct field_errors errors;
	struct value object;
	const char *why;

	read_json(*state, &whole, "{\"rank\":9,\"done\":0,\"x\\\"y\":1,\"z\":2}", &errors);
	struct text list = arena_printf(*state, "{\"e\":[%.*s]}", (int)errors.json.length, errors.json.data);
	assert_true(json_parse_object(*state, list, &object, &why));
	assert_int_equal(object.elements[0].count, 5);
	assert_text(json_member(&object.elements[0].elements[3], "field")->text, "x\"y");
}

static void
test_what_was_right_is_read_beside_a_mistake(void **state)
{
	struct field_errors errors;
	const struct sample *sample = read_json(*state, &whole, "{\"title\":\"t\",\"rank\":9}", &errors);

	assert_true(errors.json.length > 0);
	assert_text(sample->title, "t");
	assert_int_equal(sample->rank, 0);
	assert_absent(read_json(*state, &whole, "{\"title\":\"123456\"}", &errors)->title);
}

/* {"title": …} of one code point, escaped. */
static const char *
title_of(struct arena *arena, unsigned point)
{
	return arena_printf(arena, "{\"title\":\"\\u%04x\"}", point).data;
}

static void
test_white_space_of_every_kind_is_blank(void **state)
{
	static const unsigned spaces[] = { 0x20, 0xA0, 0x1680, 0x2000, 0x2005, 0x200A, 0x202F, 0x205F, 0x3000 };
	static const unsigned others[] = { 0x21, 0xA1, 0x167F, 0x1681, 0x1FFF, 0x200B, 0x202E, 0x2030, 0x205E, 0x2060,
		0x2FFF, 0x3001 };
	struct field_errors errors;

	for (size_t i = 0; i < COUNT(spaces); i++)
		assert_error(*state, &whole, title_of(*state, spaces[i]), "title", "blank");
	for (size_t i = 0; i < COUNT(others); i++) {
		read_json(*state, &whole, title_of(*state, others[i]), &errors);
		if (errors.json.length != 0)
			fail_msg("U+%04X: %.*s", others[i], (int)errors.json.length, errors.json.data);
	}
	assert_error(*state, &whole, "{\"title\":\" \u3000\u00a0 \"}", "title", "blank");
	read_json(*state, &whole, "{\"title\":\" \u3000😀 \"}", &errors);
	assert_int_equal(errors.json.length, 0);
}

static void
test_one_line_has_no_control_characters_of_any_kind(void **state)
{
	static const unsigned controls[] = { 0x01, 0x09, 0x0A, 0x0D, 0x1F, 0x7F, 0x80, 0x85, 0x9F, 0x2028, 0x2029 };
	struct field_errors errors;

	for (size_t i = 0; i < COUNT(controls); i++)
		assert_error(*state, &whole, title_of(*state, controls[i]), "title", "format");
	/* Behind characters of two, three and four bytes. */
	assert_error(*state, &whole, "{\"title\":\"\xDF\xBF\\n\"}", "title", "format");
	assert_error(*state, &whole, "{\"title\":\"\xE0\xA0\x80\\n\"}", "title", "format");
	assert_error(*state, &whole, "{\"title\":\"\xEF\xBF\xBF\\n\"}", "title", "format");
	assert_error(*state, &whole, "{\"title\":\"😀\\n\"}", "title", "format");
	assert_error(*state, &whole, "{\"title\":\"x😀\\u2028\"}", "title", "format");
	assert_text(read_json(*state, &part, "{\"note\":\"a\\n\\tb\"}", &errors)->note, "a\n\tb");
	assert_int_equal(errors.json.length, 0);
}

static void
test_query_string_spells_integers_and_booleans(void **state)
{
	struct field_errors errors;
	const struct sample *sample =
	    read_json(*state, &query, "{\"title\":\"t\",\"rank\":\"-2\",\"done\":\"true\"}", &errors);

	assert_int_equal(errors.json.length, 0);
	assert_int_equal(sample->rank, -2);
	assert_text(sample->done, "true");
	assert_error(*state, &query, "{\"title\":\"t\",\"rank\":\"1.5\"}", "rank", "type");
	assert_error(*state, &query, "{\"title\":\"t\",\"rank\":\"\"}", "rank", "type");
	assert_error(*state, &query, "{\"title\":\"t\",\"rank\":\"4\"}", "rank", "out_of_range");
	assert_error(*state, &query, "{\"title\":\"t\",\"done\":\"TRUE\"}", "done", "type");
	assert_error(*state, &query, "{\"title\":\"t\",\"done\":\"1\"}", "done", "type");
	assert_error(*state, &query, "{\"title\":\"t\",\"done\":\"\"}", "done", "type");
}

static void
test_numeral_is_kept_as_sql_takes_it(void **state)
{
	struct field_errors errors;

	assert_text(read_json(*state, &whole, "{\"title\":\"t\",\"weight\":-1}", &errors)->weight, "-1");
	assert_int_equal(errors.json.length, 0);
	assert_text(read_json(*state, &query, "{\"title\":\"t\",\"weight\":\"007\"}", &errors)->weight, "7");
	assert_int_equal(errors.json.length, 0);
	assert_error(*state, &query, "{\"title\":\"t\",\"weight\":\"1e1\"}", "weight", "type");
}

static void
test_array_is_handed_on_as_it_is(void **state)
{
	struct field_errors errors;
	const struct sample *sample = read_json(*state, &whole, "{\"title\":\"t\",\"list\":[1,\"b\",null]}", &errors);

	assert_int_equal(errors.json.length, 0);
	assert_int_equal(sample->list.count, 3);
	assert_int_equal(sample->list.elements[0].integer, 1);
	assert_text(sample->list.elements[1].text, "b");
	assert_int_equal(sample->list.elements[2].type, VALUE_NULL);
}

static void
test_check_of_its_own_speaks_for_itself(void **state)
{
	struct field_errors errors;

	assert_text(read_json(*state, &checked, "{\"even\":\"ab\"}", &errors)->note, "ab");
	assert_int_equal(errors.json.length, 0);
	assert_text(read_json(*state, &checked, "{\"even\":\"\"}", &errors)->note, "");
	assert_int_equal(errors.json.length, 0);
	assert_error(*state, &checked, "{\"even\":\"abc\"}", "even", "format");
	read_json(*state, &checked, "{\"even\":\"abc\"}", &errors);
	buffer_append(&errors.json, "", 1);
	assert_non_null(strstr(errors.json.data, "It must be even."));
}

static void
test_prefix_stands_before_the_field(void **state)
{
	struct field_errors errors = { .json.arena = *state, .prefix = TEXT("changes[3].") };

	field_error(&errors, TEXT("title"), "blank", "It must not be blank.");
	assert_buffer(&errors.json,
	    "{\"field\":\"changes[3].title\",\"code\":\"blank\",\"message\":\"It must not be blank.\"}");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_ARENA(test_fields_are_read_into_the_struct),
		WITH_ARENA(test_booleans_are_spelled_as_sql_takes_them),
		WITH_ARENA(test_what_is_not_sent_gets_its_initial_value),
		WITH_ARENA(test_what_a_patch_leaves_out_stays_absent),
		WITH_ARENA(test_null_in_a_patch_resets_a_text_with_an_initial_value),
		WITH_ARENA(test_read_only_fields_are_taken_and_not_used),
		WITH_ARENA(test_texts_are_counted_in_code_points_up_to_the_limit),
		WITH_ARENA(test_each_mistake_has_its_field_and_code),
		WITH_ARENA(test_message_names_the_limit),
		WITH_ARENA(test_every_mistake_is_named_at_once),
		WITH_ARENA(test_what_was_right_is_read_beside_a_mistake),
		WITH_ARENA(test_white_space_of_every_kind_is_blank),
		WITH_ARENA(test_one_line_has_no_control_characters_of_any_kind),
		WITH_ARENA(test_query_string_spells_integers_and_booleans),
		WITH_ARENA(test_numeral_is_kept_as_sql_takes_it),
		WITH_ARENA(test_array_is_handed_on_as_it_is),
		WITH_ARENA(test_check_of_its_own_speaks_for_itself),
		WITH_ARENA(test_prefix_stands_before_the_field),
	};

	return cmocka_run_group_tests_name("field", tests, NULL, NULL);
}
