/* Arenas: alignment, zeroed memory, growth, copies, and the first block that is kept. */
#include "fixture.h"

#include <sys/resource.h>

static void
test_memory_is_zeroed_also_after_a_reset(void **state)
{
	struct arena *arena = *state;

	memset(arena_alloc(arena, 64), 0xFF, 64);
	arena_reset(arena);
	const unsigned char *again = arena_alloc(arena, 64);
	for (size_t i = 0; i < 64; i++)
		assert_int_equal(again[i], 0);
}

static void
test_pieces_are_aligned_for_any_type_and_do_not_overlap(void **state)
{
	struct arena *arena = *state;
	unsigned char *pieces[40];

	for (size_t i = 0; i < COUNT(pieces); i++) {
		pieces[i] = arena_alloc_raw(arena, i + 1);
		assert_int_equal((uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
		memset(pieces[i], (int)i, i + 1);
	}
	for (size_t i = 0; i < COUNT(pieces); i++)
		for (size_t j = 0; j <= i; j++)
			assert_int_equal(pieces[i][j], i);
}

static void
test_piece_larger_than_a_block_is_given(void **state)
{
	struct arena *arena = *state;
	const size_t size = (size_t)1024 * 1024;
	char *large = arena_alloc(arena, size);

	large[0] = 'a';
	large[size - 1] = 'z';
	assert_non_null(arena_alloc(arena, 1));
	assert_int_equal(large[0], 'a');
	assert_int_equal(large[size - 1], 'z');
}

static void
test_nothing_may_be_asked_for(void **state)
{
	assert_non_null(arena_alloc(*state, 0));
	assert_non_null(arena_alloc_raw(*state, 0));
}

static void
test_memory_is_used_again_after_a_reset(void **state)
{
	struct arena *arena = *state;
	struct rusage before, after;

	/* Without it these would be 20 GiB. */
	getrusage(RUSAGE_SELF, &before);
	for (int i = 0; i < 20000; i++) {
		memset(arena_alloc_raw(arena, (size_t)1024 * 1024), i, 4096);
		arena_reset(arena);
	}
	getrusage(RUSAGE_SELF, &after);
	assert_in_range(after.ru_maxrss - before.ru_maxrss, 0, 1024L * 1024);
}

static void
test_copy_holds_the_bytes_and_a_nul_behind(void **state)
{
	char original[] = "a\0b";
	struct text copy = arena_copy(*state, original, 3);

	original[0] = 'x';
	assert_int_equal(copy.length, 3);
	assert_memory_equal(copy.data, "a\0b", 4);
	assert_text(arena_copy(*state, "todos", 4), "todo");
	assert_text(arena_copy(*state, "", 0), "");
}

static void
test_formatted_text_is_as_long_as_it_needs(void **state)
{
	struct arena *arena = *state;
	char name[1001];

	memset(name, 'n', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	assert_text(arena_printf(arena, "%s %d", "todo", -7), "todo -7");
	assert_text(arena_printf(arena, "%s", ""), "");
	struct text text = arena_printf(arena, "<%s>", name);
	assert_int_equal(text.length, 1002);
	assert_int_equal(text.data[1001], '>');
	assert_int_equal(text.data[1002], '\0');
}

static void
test_pieces_are_aligned_after_a_reset_too(void **state)
{
	struct arena *arena = *state;

	arena_alloc_raw(arena, 3);
	arena_reset(arena);
	assert_int_equal((uintptr_t)arena_alloc_raw(arena, 3) % _Alignof(max_align_t), 0);
}

static void
test_integers_are_written_in_decimal(void **state)
{
	static const struct {
		int64_t number;
		const char *text;
	} cases[] = {
		{ 0, "0" },
		{ 1, "1" },
		{ -1, "-1" },
		{ 9, "9" },
		{ 10, "10" },
		{ -10, "-10" },
		{ 1234567890, "1234567890" },
		{ INT64_MAX, "9223372036854775807" },
		{ INT64_MIN, "-9223372036854775808" },
	};

	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(arena_integer(*state, cases[i].number).data, cases[i].text);
	assert_text(arena_integer(*state, -42), "-42");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_ARENA(test_memory_is_zeroed_also_after_a_reset),
		WITH_ARENA(test_pieces_are_aligned_for_any_type_and_do_not_overlap),
		WITH_ARENA(test_piece_larger_than_a_block_is_given),
		WITH_ARENA(test_nothing_may_be_asked_for),
		WITH_ARENA(test_memory_is_used_again_after_a_reset),
		WITH_ARENA(test_copy_holds_the_bytes_and_a_nul_behind),
		WITH_ARENA(test_pieces_are_aligned_after_a_reset_too),
		WITH_ARENA(test_integers_are_written_in_decimal),
		WITH_ARENA(test_formatted_text_is_as_long_as_it_needs),
	};

	return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
