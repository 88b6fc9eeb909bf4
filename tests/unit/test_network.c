/* Addresses and networks: read, written in one form, shortened, found in lists. */
#include "fixture.h"
#include "lib/network.h"

static void
test_addresses_are_written_in_one_form(void **state)
{
	static const struct {
		const char *given;
		const char *written;
	} cases[] = {
		{ "192.0.2.1", "192.0.2.1" },
		{ "0.0.0.0", "0.0.0.0" },
		{ "255.255.255.255", "255.255.255.255" },
		{ "::1", "::1" },
		{ "2001:DB8:0:0:0:0:0:1", "2001:db8::1" },
		{ "::ffff:192.0.2.1", "192.0.2.1" },
		{ "::FFFF:c000:0201", "192.0.2.1" },
	};

	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(address_read(*state, text_from(cases[i].given)).data, cases[i].written);
}

static void
test_what_is_no_address_is_absent(void **state)
{
	static const char *const cases[] = { "", " ", "192.0.2", "192.0.2.256", "192.0.2.1:80", "[::1]", "::1%lo", "nobody",
		"192.0.2.1 ", " 192.0.2.1", "1:2:3:4:5:6:7:8:9", "unix:", "192.0.2.0/24",
		"1111:2222:3333:4444:5555:6666:7777:8888:1111:2222:3333:4444:5555" };

	for (size_t i = 0; i < COUNT(cases); i++)
		assert_absent(address_read(*state, text_from(cases[i])));
	assert_absent(address_read(*state, (struct text){ 0 }));
	assert_absent(address_read(*state, TEXT("192.0.2.1\0")));
}

static void
test_network_is_a_24_or_a_64(void **state)
{
	static const struct {
		const char *address;
		const char *network;
	} cases[] = {
		{ "192.0.2.77", "192.0.2.0/24" },
		{ "192.0.2.0", "192.0.2.0/24" },
		{ "::ffff:192.0.2.77", "192.0.2.0/24" },
		{ "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64" },
		{ "::1", "::/64" },
	};

	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(address_network(*state, text_from(cases[i].address)).data, cases[i].network);
	assert_absent(address_network(*state, TEXT("nobody")));
}

static void
test_address_is_found_in_a_list(void **state)
{
	static const struct {
		const char *list;
		const char *address;
		bool found;
	} cases[] = {
		{ "", "192.0.2.1", false },
		{ "192.0.2.1", "192.0.2.1", true },
		{ "192.0.2.1", "192.0.2.2", false },
		{ "192.0.2.1", "::ffff:192.0.2.1", true },
		{ "10.0.0.0/8, 192.0.2.0/24", "192.0.2.255", true },
		{ "10.0.0.0/8,192.0.2.0/24", "192.0.3.0", false },
		{ "10.0.0.0/8\t192.0.2.0/24", "192.0.3.0", false },
		{ "192.0.2.128/25", "192.0.2.127", false },
		{ "192.0.2.128/25", "192.0.2.128", true },
		{ "192.0.2.130/31", "192.0.2.131", true },
		{ "192.0.2.130/31", "192.0.2.132", false },
		{ "0.0.0.0/0", "203.0.113.1", true },
		{ "0.0.0.0/0", "2001:db8::1", false },
		{ "::/0", "2001:db8::1", true },
		{ "::/0", "192.0.2.1", false },
		{ "2001:db8::/33", "2001:db8:7fff::1", true },
		{ "2001:db8::/33", "2001:db8:8000::1", false },
		{ "2001:db8::1/128", "2001:db8::1", true },
		{ "192.0.2.0/24", "nobody", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (network_list_has(cases[i].list, text_from(cases[i].address)) != cases[i].found)
			fail_msg("\"%s\" in \"%s\"", cases[i].address, cases[i].list);
}

static void
test_list_is_checked(void **state)
{
	static const char *const good[] = { "", " ", ",", "192.0.2.1", "192.0.2.0/24, ::1 2001:db8::/32,10.0.0.0/0" };
	static const char *const bad[] = { "x", "192.0.2.1/33", "192.0.2.1/-1", "192.0.2.1/", "/24", "192.0.2.1/24/1",
		"::1/129", "192.0.2.1;10.0.0.1", "192.0.2.1 nobody", "192.0.2.1\t10.0.0.1", "192.0.2.1/a" };

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++)
		assert_true(network_list_valid(good[i]));
	for (size_t i = 0; i < COUNT(bad); i++)
		if (network_list_valid(bad[i]))
			fail_msg("\"%s\"", bad[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_ARENA(test_addresses_are_written_in_one_form),
		WITH_ARENA(test_what_is_no_address_is_absent),
		WITH_ARENA(test_network_is_a_24_or_a_64),
		WITH_ARENA(test_address_is_found_in_a_list),
		WITH_ARENA(test_list_is_checked),
	};

	return cmocka_run_group_tests_name("network", tests, NULL, NULL);
}
