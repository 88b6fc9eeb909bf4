/* Buffers: appending, growing, numbers. */
#include "fixture.h"

static void
test_pieces_follow_one_another(void **state)
{
	struct buffer buffer = { .arena = *state };

	buffer_literal(&buffer, "one ");
	buffer_text(&buffer, TEXT("two "));
	buffer_append(&buffer, "three four", 5);
	assert_buffer(&buffer, "one two three");
}

static void
test_absent_and_empty_texts_append_nothing(void **state)
{
	struct buffer buffer = { .arena = *state };

	buffer_text(&buffer, text_from(NULL));
	buffer_text(&buffer, TEXT(""));
	buffer_append(&buffer, NULL, 0);
	assert_int_equal(buffer.length, 0);
}

static void
test_content_survives_growing(void **state)
{
	struct buffer buffer = { .arena = *state };

	for (int i = 0; i < 10000; i++)
		buffer_append(&buffer, (char[]){ (char)('a' + i % 26) }, 1);
	assert_int_equal(buffer.length, 10000);
	for (int i = 0; i < 10000; i++)
		assert_int_equal(buffer.data[i], 'a' + i % 26);
}

static void
test_one_piece_may_be_longer_than_twice_the_buffer(void **state)
{
	struct buffer buffer = { .arena = *state };
	static char piece[100000];

	memset(piece, 'p', sizeof(piece));
	buffer_literal(&buffer, "<");
	buffer_append(&buffer, piece, sizeof(piece));
	buffer_literal(&buffer, ">");
	assert_int_equal(buffer.length, sizeof(piece) + 2);
	assert_int_equal(buffer.data[0], '<');
	assert_memory_equal(buffer.data + 1, piece, sizeof(piece));
	assert_int_equal(buffer.data[sizeof(piece) + 1], '>');
}

static void
test_reserved_room_is_all_writable_and_not_yet_content(void **state)
{
	struct buffer buffer = { .arena = *state };

	buffer_literal(&buffer, "ab");
	char *room = buffer_reserve(&buffer, 5000);
	memset(room, 'r', 5000);
	assert_int_equal(buffer.length, 2);
	buffer.length += 3;
	assert_buffer(&buffer, "abrrr");
}

static void
test_integers_are_written_in_decimal(void **state)
{
	static const struct {
		int64_t number;
		const char *text;
	} cases[] = {
		{ 0, "0" },
		{ 7, "7" },
		{ 10, "10" },
		{ -1, "-1" },
		{ 1234567890, "1234567890" },
		{ INT64_MAX, "9223372036854775807" },
		{ INT64_MIN, "-9223372036854775808" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buffer buffer = { .arena = *state };
		buffer_integer(&buffer, cases[i].number);
		assert_int_equal(buffer.length, strlen(cases[i].text));
		assert_memory_equal(buffer.data, cases[i].text, buffer.length);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_ARENA(test_pieces_follow_one_another),
		WITH_ARENA(test_absent_and_empty_texts_append_nothing),
		WITH_ARENA(test_content_survives_growing),
		WITH_ARENA(test_one_piece_may_be_longer_than_twice_the_buffer),
		WITH_ARENA(test_reserved_room_is_all_writable_and_not_yet_content),
		WITH_ARENA(test_integers_are_written_in_decimal),
	};

	return cmocka_run_group_tests_name("buffer", tests, NULL, NULL);
}
