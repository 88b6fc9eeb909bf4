/* JSON out: strings with their escapes, members, rows by their columns' types. */
#include "db_double.h"
#include "fixture.h"
#include "lib/json.h"

static void
test_absent_text_is_null(void **state)
{
	struct buffer buffer = { .arena = *state };

	json_text(&buffer, text_from(NULL));
	assert_buffer(&buffer, "null");
}

static void
test_strings_are_quoted_and_escaped(void **state)
{
	static const struct {
		const char *text;
		const char *json;
	} cases[] = {
		{ "", "\"\"" },
		{ "todo", "\"todo\"" },
		{ "a\"b", "\"a\\\"b\"" },
		{ "a\\b", "\"a\\\\b\"" },
		{ "a/b", "\"a/b\"" },
		{ "\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\"" },
		{ "\x01\x0B\x1F\x7F", "\"\\u0001\\u000b\\u001f\\u007f\"" },
		{ "کار 😀", "\"کار 😀\"" },
		{ "</script>", "\"</script>\"" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buffer buffer = { .arena = *state };
		json_text(&buffer, text_from(cases[i].text));
		assert_int_equal(buffer.length, strlen(cases[i].json));
		assert_memory_equal(buffer.data, cases[i].json, buffer.length);
	}
}

static void
test_every_byte_is_escaped_alike_wherever_it_stands(void **state)
{
	for (int byte = 0; byte < 256; byte++) {
		for (size_t place = 0; place < 19; place++) {
			char text[19];
			struct buffer alone = { .arena = *state }, among = { .arena = *state };
			memset(text, 0xC3, sizeof(text));
			text[place] = (char)byte;
			json_text(&alone, (struct text){ .data = text + place, .length = 1 });
			json_text(&among, (struct text){ .data = text, .length = sizeof(text) });
			/* The same between the quotes, and all the others as they were. */
			assert_int_equal(among.length, alone.length + sizeof(text) - 1);
			assert_memory_equal(among.data + 1 + place, alone.data + 1, alone.length - 2);
			for (size_t i = 0; i < place; i++)
				assert_int_equal(among.data[1 + i], text[i]);
		}
	}
}

static void
test_nul_in_a_string_is_escaped(void **state)
{
	struct buffer buffer = { .arena = *state };

	json_text(&buffer, TEXT("a\0b"));
	assert_buffer(&buffer, "\"a\\u0000b\"");
}

static void
test_what_is_written_is_read_back_the_same(void **state)
{
	struct buffer json = { .arena = *state };
	char every[128];
	struct value object;
	const char *why;

	/* Every ASCII character but NUL, which nothing here may hold. */
	for (int i = 1; i < 128; i++)
		every[i - 1] = (char)i;
	every[127] = '\0';
	buffer_literal(&json, "{");
	json_name(&json, every);
	json_text(&json, text_from(every));
	buffer_literal(&json, "}");
	assert_true(json_parse_object(*state, (struct text){ json.data, json.length }, &object, &why));
	assert_true(text_equal(object.elements[0].name, text_from(every)));
	assert_true(text_equal(object.elements[0].text, text_from(every)));
}

static void
test_members_are_separated_by_commas(void **state)
{
	struct buffer buffer = { .arena = *state };

	buffer_literal(&buffer, "{");
	json_name(&buffer, "a");
	buffer_literal(&buffer, "{");
	json_name(&buffer, "b\"");
	buffer_integer(&buffer, 1);
	buffer_literal(&buffer, "}");
	json_name(&buffer, "c");
	json_text(&buffer, TEXT("{"));
	json_name(&buffer, "d");
	json_text(&buffer, text_from(NULL));
	buffer_literal(&buffer, "}");
	assert_buffer(&buffer, "{\"a\":{\"b\\\"\":1},\"c\":\"{\",\"d\":null}");
}

static const char *const names[] = { "_outcome", "id", "title", "done", "at", "tags", "_etag" };
static const enum column_type types[] = {
	COLUMN_TEXT,
	COLUMN_NUMBER,
	COLUMN_TEXT,
	COLUMN_BOOLEAN,
	COLUMN_TIME,
	COLUMN_JSON,
	COLUMN_NUMBER,
};

static void
test_row_shows_its_visible_columns_by_type(void **state)
{
	static const char *const cells[] = {
		"ok",
		"7",
		"say \"hi\"",
		"t",
		"2026-11-22 02:11:57.123456+00",
		"[1, {\"a\": 2}]",
		"9",
		"ok",
		"8",
		"",
		"f",
		NULL,
		NULL,
		NULL,
	};
	struct buffer buffer = { .arena = *state };

	db_double_set(&(struct db_double_answer){ COUNT(names), 2, names, types, cells, NULL, RESULT_OK });
	struct rows rows = db_double_rows();
	json_row(&buffer, &rows, 1);
	assert_buffer(&buffer, "{\"id\":8,\"title\":\"\",\"done\":false,\"at\":null,\"tags\":null}");
	buffer.length = 0;
	json_rows(&buffer, &rows, 2);
	assert_buffer(&buffer,
	    "[{\"id\":7,\"title\":\"say \\\"hi\\\"\",\"done\":true,\"at\":\"2026-11-22T02:11:57.123456Z\","
	    "\"tags\":[1, {\"a\": 2}]},"
	    "{\"id\":8,\"title\":\"\",\"done\":false,\"at\":null,\"tags\":null}]");
	buffer.length = 0;
	json_rows(&buffer, &rows, 0);
	assert_buffer(&buffer, "[]");
}

static void
test_times_are_written_as_rfc3339(void **state)
{
	static const char *const at[] = { "at" };
	static const enum column_type time[] = { COLUMN_TIME };
	static const struct {
		const char *sql;
		const char *json;
	} cases[] = {
		{ "2026-11-22 02:11:57+00", "{\"at\":\"2026-11-22T02:11:57Z\"}" },
		{ "2026-11-22 02:11:57.1+00", "{\"at\":\"2026-11-22T02:11:57.1Z\"}" },
		{ "0001-01-01 00:00:00+00", "{\"at\":\"0001-01-01T00:00:00Z\"}" },
		{ "infinity", "{\"at\":\"infinity\"}" },
		{ "", "{\"at\":\"\"}" },
		{ "2026-11-22+00", "{\"at\":\"2026-11-22+00\"}" },
		{ "0044-03-15 10:00:00+00 BC", "{\"at\":\"0044-03-15 10:00:00+00 BC\"}" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buffer buffer = { .arena = *state };
		db_double_set(&(struct db_double_answer){ 1, 1, at, time, &cases[i].sql, NULL, RESULT_OK });
		json_row(&buffer, &(struct rows){ .count = 1, .columns = 1 }, 0);
		assert_int_equal(buffer.length, strlen(cases[i].json));
		assert_memory_equal(buffer.data, cases[i].json, buffer.length);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_ARENA(test_absent_text_is_null),
		WITH_ARENA(test_strings_are_quoted_and_escaped),
		WITH_ARENA(test_every_byte_is_escaped_alike_wherever_it_stands),
		WITH_ARENA(test_nul_in_a_string_is_escaped),
		WITH_ARENA(test_what_is_written_is_read_back_the_same),
		WITH_ARENA(test_members_are_separated_by_commas),
		WITH_ARENA(test_row_shows_its_visible_columns_by_type),
		WITH_ARENA(test_times_are_written_as_rfc3339),
	};

	return cmocka_run_group_tests_name("json_write", tests, NULL, NULL);
}
