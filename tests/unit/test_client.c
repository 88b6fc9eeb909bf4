/* Who sent a request: the address behind proxies, TLS, the device, cookies. */
#include "fixture.h"
#include "gateway_double.h"
#include "lib/client.h"

static const struct config config = { .trusted_proxies = "192.0.2.0/28 10.0.0.0/8" };

static struct request
request_with(struct arena *arena)
{
	gateway_double_clear();
	return (struct request){ .arena = arena, .config = &config };
}

static void
test_address_behind_trusted_proxies_is_found(void **state)
{
	static const struct {
		const char *remote;
		const char *forwarded;
		const char *address;
	} cases[] = {
		{ "203.0.113.7", NULL, "203.0.113.7" },
		{ "203.0.113.7", "198.51.100.1", "203.0.113.7" },
		{ "192.0.2.1", NULL, "192.0.2.1" },
		{ "192.0.2.1", "198.51.100.1", "198.51.100.1" },
		{ "192.0.2.1", "203.0.113.9, 198.51.100.1", "198.51.100.1" },
		{ "192.0.2.1", "198.51.100.1,10.1.1.1 ,\t10.2.2.2", "198.51.100.1" },
		{ "192.0.2.1", "10.1.1.1, 10.2.2.2", "10.1.1.1" },
		{ "192.0.2.1", "198.51.100.1, unknown", "192.0.2.1" },
		{ "192.0.2.1", "198.51.100.1, unknown, 10.1.1.1", "10.1.1.1" },
		{ "192.0.2.1", "", "192.0.2.1" },
		{ "192.0.2.1", ",", "192.0.2.1" },
		{ "::ffff:192.0.2.1", "2001:DB8::0:1", "2001:db8::1" },
		{ NULL, "198.51.100.1", "0.0.0.0" },
		{ "", NULL, "0.0.0.0" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct request r = request_with(*state);
		gateway_double_set(CGI_REMOTE_ADDR, cases[i].remote);
		gateway_double_set(CGI_HTTP_X_FORWARDED_FOR, cases[i].forwarded);
		if (!text_equal(client_address(&r), text_from(cases[i].address)))
			fail_msg("case %zu: %s", i, client_address(&r).data);
	}
}

static void
test_tls_is_believed_of_the_web_server_and_of_trusted_proxies(void **state)
{
	static const struct {
		const char *https;
		const char *remote;
		const char *protocol;
		bool tls;
	} cases[] = {
		{ NULL, "192.0.2.1", NULL, false },
		{ "on", "203.0.113.7", NULL, true },
		{ "off", "192.0.2.1", NULL, false },
		{ NULL, "192.0.2.1", "https", true },
		{ NULL, "192.0.2.1", "http", false },
		{ NULL, "192.0.2.1", "http, https", true },
		{ NULL, "192.0.2.1", "https, http", false },
		{ NULL, "203.0.113.7", "https", false },
		{ NULL, NULL, "https", false },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct request r = request_with(*state);
		gateway_double_set(CGI_HTTPS, cases[i].https);
		gateway_double_set(CGI_REMOTE_ADDR, cases[i].remote);
		gateway_double_set(CGI_HTTP_X_FORWARDED_PROTO, cases[i].protocol);
		if (client_uses_tls(&r) != cases[i].tls)
			fail_msg("case %zu", i);
	}
}

static void
test_device_is_printable_and_short(void **state)
{
	struct request r = request_with(*state);
	char longest[400] = { 0 };

	assert_text(client_user_agent(&r), "");
	gateway_double_set(CGI_HTTP_USER_AGENT, "a\x01\x7f\xff b");
	assert_text(client_user_agent(&r), "a b");
	memset(longest, 'x', sizeof(longest) - 1);
	gateway_double_set(CGI_HTTP_USER_AGENT, longest);
	assert_int_equal(client_user_agent(&r).length, 200);
}

static void
test_cookie_is_found_by_its_whole_name(void **state)
{
	static const struct {
		const char *cookies;
		const char *value;
	} cases[] = {
		{ NULL, NULL },
		{ "", NULL },
		{ "name", NULL },
		{ "name=", "" },
		{ "name=a", "a" },
		{ "x=1; name=a; y=2", "a" },
		{ "x=1;name=a;y=2", "a" },
		{ " name=a ; y=2", "a" },
		{ "name=a; name=b", "a" },
		{ "xname=a; namex=b", NULL },
		{ "Name=a", NULL },
		{ "name=a=b", "a=b" },
		{ ";;;name=a;", "a" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct request r = request_with(*state);
		gateway_double_set(CGI_HTTP_COOKIE, cases[i].cookies);
		struct text value = client_cookie(&r, "name");
		if ((value.data == NULL) != (cases[i].value == NULL) ||
		    (value.data != NULL && !text_equal(value, text_from(cases[i].value))))
			fail_msg("case %zu", i);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_ARENA(test_address_behind_trusted_proxies_is_found),
		WITH_ARENA(test_tls_is_believed_of_the_web_server_and_of_trusted_proxies),
		WITH_ARENA(test_device_is_printable_and_short),
		WITH_ARENA(test_cookie_is_found_by_its_whole_name),
	};

	return cmocka_run_group_tests_name("client", tests, NULL, NULL);
}
