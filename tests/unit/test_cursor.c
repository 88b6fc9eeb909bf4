/* Cursors: what was encoded is decoded, everything else is refused. */
#include "fixture.h"
#include "lib/cursor.h"

#include <sodium.h>

/* base64url of bytes that cursor_encode would not have written. */
static struct text
coded(struct arena *arena, const char *plain, size_t length)
{
	char *text = arena_alloc(arena, sodium_base64_encoded_len(length, sodium_base64_VARIANT_URLSAFE_NO_PADDING));

	sodium_bin2base64(text, sodium_base64_encoded_len(length, sodium_base64_VARIANT_URLSAFE_NO_PADDING),
	    (const unsigned char *)plain, length, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	return text_from(text);
}

static void
test_position_survives_the_way_out_and_back(void **state)
{
	static const struct cursor cursors[] = {
		{ 'n', { "", 0 }, 1 },
		{ 'n', { "", 0 }, INT64_MAX },
		{ 'o', { "m00000000000a", 13 }, 4711 },
		{ 'd', { "-99999999999", 12 }, 9 },
		{ 'd', { "999999999999", 12 }, 0 },
		{ 'z', { "a", 1 }, INT64_MAX - 1 },
	};

	for (size_t i = 0; i < COUNT(cursors); i++) {
		struct cursor cursor = { 0 };
		struct text text = cursor_encode(*state, &cursors[i]);
		assert_int_equal(text.length, strlen(text.data));
		assert_int_equal(strspn(text.data, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
		    text.length);
		assert_true(cursor_decode(*state, text, &cursor));
		assert_int_equal(cursor.sort, cursors[i].sort);
		assert_int_equal(cursor.id, cursors[i].id);
		assert_true(text_equal(cursor.key, cursors[i].key));
	}
	assert_text(cursor_encode(*state, &(struct cursor){ 'n', TEXT(""), 17 }), "bjE3Og");
}

static void
test_longest_key_survives(void **state)
{
	char key[201];
	struct cursor cursor;

	memset(key, 'z', 200);
	key[200] = '\0';
	struct text text = cursor_encode(*state, &(struct cursor){ 'o', text_from(key), INT64_MAX });
	assert_true(cursor_decode(*state, text, &cursor));
	assert_true(text_equal(cursor.key, text_from(key)));
	assert_int_equal(cursor.key.data[200], '\0');
}

static void
test_what_was_not_encoded_here_is_refused(void **state)
{
	static const char *const plain[] = {
		"",
		"n",
		"n1",
		"17:",
		"n:",
		"N1:",
		"n0x1:",
		"n-1:",
		"n 1:",
		"n1 :",
		"n+1:",
		"n9223372036854775808:",
		"n1:A",
		"n1:a b",
		"n1:a:b",
		"n1:a\n",
		"n1:\xC3\xA9",
		"n1:a'",
		"n1:%",
		"n1.5:a",
	};
	static const char *const cases[] = { "", "17", "bjE3Og==", "bjE3Og.", "bjE3O", "bjE3Oh", "bjE3\nOg", "bjE3Og ",
		"////" };
	struct cursor cursor;
	char long_plain[300] = "n1:";

	for (size_t i = 0; i < COUNT(plain); i++)
		if (cursor_decode(*state, coded(*state, plain[i], strlen(plain[i])), &cursor))
			fail_msg("\"%s\" was read", plain[i]);
	for (size_t i = 0; i < COUNT(cases); i++)
		if (cursor_decode(*state, text_from(cases[i]), &cursor))
			fail_msg("\"%s\" was read", cases[i]);
	assert_false(cursor_decode(*state, coded(*state, "n1:a\0b", 6), &cursor));
	memset(long_plain + 3, 'a', sizeof(long_plain) - 3);
	assert_false(cursor_decode(*state, coded(*state, long_plain, sizeof(long_plain)), &cursor));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_ARENA(test_position_survives_the_way_out_and_back),
		WITH_ARENA(test_longest_key_survives),
		WITH_ARENA(test_what_was_not_encoded_here_is_refused),
	};

	return cmocka_run_group_tests_name("cursor", tests, NULL, NULL);
}
