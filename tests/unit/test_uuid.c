/* UUIDs: version, variant, form, and that no two are the same. */
#include "fixture.h"
#include "lib/uuid.h"

#include <sodium.h>

static void
test_bytes_are_written_in_order(void **state)
{
	static const uint8_t uuid[16] = { 0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xAA, 0xBB, 0xCC,
		0xDD, 0xEE, 0xFF };
	char text[38] = "#####################################";

	(void)state;
	uuid_format(uuid, text);
	assert_string_equal(text, "00112233-4455-6677-8899-aabbccddeeff");
	assert_int_equal(text[37], '\0');
}

static void
test_random_ones_say_that_they_are_random(void **state)
{
	(void)state;
	for (int i = 0; i < 1000; i++) {
		uint8_t uuid[16];
		char text[37];
		uuid_random(uuid);
		uuid_format(uuid, text);
		assert_true(text_is_uuid(text_from(text)));
		assert_int_equal(text[14], '4');
		assert_non_null(strchr("89ab", text[19]));
	}
}

static int
compare(const void *a, const void *b)
{
	return memcmp(a, b, 16);
}

static void
test_no_two_are_the_same(void **state)
{
	static uint8_t uuids[10000][16];

	(void)state;
	for (size_t i = 0; i < COUNT(uuids); i++)
		uuid_random(uuids[i]);
	qsort(uuids, COUNT(uuids), sizeof(uuids[0]), compare);
	for (size_t i = 1; i < COUNT(uuids); i++)
		assert_memory_not_equal(uuids[i - 1], uuids[i], 16);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bytes_are_written_in_order),
		cmocka_unit_test(test_random_ones_say_that_they_are_random),
		cmocka_unit_test(test_no_two_are_the_same),
	};

	if (sodium_init() < 0)
		return 1;
	return cmocka_run_group_tests_name("uuid", tests, NULL, NULL);
}
