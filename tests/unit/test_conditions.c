/* Conditions of requests: If-Match, If-None-Match, Idempotency-Key. */
#include "fixture.h"
#include "gateway_double.h"
#include "lib/route.h"

#include <sodium.h>

static const struct alias aliases[] = { { "/tasks", "/todos" }, { 0 } };
static const struct service service = { .name = "sample", .aliases = aliases };
static const struct config config = { .body_limit = 64 };

static const struct route plain = { METHOD_PATCH, "/todos/{id}", NULL, USER };
static const struct route creating = { METHOD_POST, "/todos", NULL, USER, .idempotent = true };

static int
setup(void **state)
{
	gateway_double_clear();
	return arena_setup(state);
}

static struct request
begin(struct arena *arena, const char *method, const char *path, const struct route *route)
{
	struct request r = { .arena = arena, .config = &config, .route = route };

	gateway_double_set(CGI_REQUEST_METHOD, method);
	gateway_double_set(CGI_SCRIPT_NAME, path);
	request_begin(&r, &service);
	return r;
}

static void
test_if_match_becomes_the_versions_it_allows(void **state)
{
	static const struct {
		const char *header;
		const char *versions;
	} cases[] = {
		{ "\"17\"", "{17}" },
		{ "\"17\", \"18\",\"0\"", "{17,18,0}" },
		{ "W/\"17\"", "{}" },
		{ "\"17\", W/\"18\"", "{17}" },
		{ "\"x\"", "{}" },
		{ "17", "{}" },
		{ "\"-1\"", "{}" },
		{ "\"9223372036854775808\"", "{}" },
		{ "\"\"", "{}" },
		{ "\"17", "{}" },
		{ "", "{}" },
		{ ", ,", "{}" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		gateway_double_clear();
		gateway_double_set(CGI_HTTP_IF_MATCH, cases[i].header);
		struct request r = begin(*state, "PATCH", "/todos/7", &plain);
		assert_int_equal(request_read_conditions(&r), RESULT_OK);
		if (!text_equal(r.if_match, text_from(cases[i].versions)))
			fail_msg("%s: \"%s\"", cases[i].header, r.if_match.data);
	}
}

static void
test_if_match_of_anything_and_none_at_all_allow_every_version(void **state)
{
	struct request r = begin(*state, "PATCH", "/todos/7", &plain);

	assert_int_equal(request_read_conditions(&r), RESULT_OK);
	assert_absent(r.if_match);
	gateway_double_set(CGI_HTTP_IF_MATCH, "*");
	assert_int_equal(request_read_conditions(&r), RESULT_OK);
	assert_absent(r.if_match);
}

static void
test_if_none_match_is_compared_weakly(void **state)
{
	static const struct {
		const char *header;
		bool has;
	} cases[] = {
		{ "\"17\"", true },
		{ "W/\"17\"", true },
		{ "\"16\", \"17\"", true },
		{ "\"16\",W/\"17\"", true },
		{ "*", true },
		{ "\"16\"", false },
		{ "17", false },
		{ "\"170\"", false },
		{ "", false },
		{ NULL, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		gateway_double_clear();
		gateway_double_set(CGI_HTTP_IF_NONE_MATCH, cases[i].header);
		if (request_has_copy(TEXT("\"17\"")) != cases[i].has)
			fail_msg("If-None-Match: %s", cases[i].header);
	}
}

static void
test_copy_version_is_that_of_one_etag_of_ours(void **state)
{
	struct request r = begin(*state, "GET", "/todos", &plain);

	assert_absent(request_copy_version(&r));
	gateway_double_set(CGI_HTTP_IF_NONE_MATCH, "\"17\"");
	assert_text(request_copy_version(&r), "17");
	gateway_double_set(CGI_HTTP_IF_NONE_MATCH, "\"16\", \"17\"");
	assert_absent(request_copy_version(&r));
	gateway_double_set(CGI_HTTP_IF_NONE_MATCH, "*");
	assert_absent(request_copy_version(&r));
}

/* The request's Idempotency-Key and hash after a POST of body. */
static struct request
post_with_key(struct arena *arena, const char *key, const char *path, const char *body)
{
	gateway_double_clear();
	gateway_double_set(CGI_HTTP_IDEMPOTENCY_KEY, key);
	gateway_double_set(CGI_CONTENT_TYPE, "application/json");
	gateway_double_set(CGI_CONTENT_LENGTH, arena_printf(arena, "%zu", strlen(body)).data);
	gateway_double_body(text_from(body));
	struct request r = begin(arena, "POST", path, &creating);
	assert_int_equal(request_read_body(&r), RESULT_OK);
	assert_int_equal(request_read_conditions(&r), RESULT_OK);
	return r;
}

static void
test_idempotency_key_comes_with_a_hash_of_path_and_body(void **state)
{
	struct request first = post_with_key(*state, "key-1", "/todos", "{\"title\":\"t\"}");
	struct request again = post_with_key(*state, "key-2", "/tasks/", "{\"title\":\"t\"}");
	struct request body = post_with_key(*state, "key-1", "/todos", "{\"title\":\"u\"}");
	struct request path = post_with_key(*state, "key-1", "/other", "{\"title\":\"t\"}");
	struct request none = post_with_key(*state, NULL, "/todos", "{\"title\":\"t\"}");

	assert_text(first.idempotency_key, "key-1");
	assert_int_equal(first.request_hash.length, 64);
	assert_true(text_equal(first.request_hash, again.request_hash));
	assert_false(text_equal(first.request_hash, body.request_hash));
	assert_false(text_equal(first.request_hash, path.request_hash));
	assert_absent(none.idempotency_key);
	assert_absent(none.request_hash);
}

static void
test_idempotency_key_must_be_visible_ascii_of_1_to_255_bytes(void **state)
{
	static char longest[257];
	static const char *const wrong[] = { "", "a b", "a\tb", "\x7F", "\xD9\x83", longest };

	memset(longest, 'k', 256);
	for (size_t i = 0; i < COUNT(wrong); i++) {
		gateway_double_clear();
		gateway_double_set(CGI_HTTP_IDEMPOTENCY_KEY, wrong[i]);
		struct request r = begin(*state, "POST", "/todos", &creating);
		assert_int_equal(request_read_conditions(&r), RESULT_MALFORMED);
		assert_true(r.detail.length > 0);
	}
	post_with_key(*state, longest + 1, "/todos", "{\"title\":\"t\"}");
}

static void
test_idempotency_key_is_ignored_where_the_route_takes_none(void **state)
{
	gateway_double_set(CGI_HTTP_IDEMPOTENCY_KEY, "a b");
	struct request r = begin(*state, "GET", "/todos", &plain);
	assert_int_equal(request_read_conditions(&r), RESULT_OK);
	assert_absent(r.idempotency_key);
}

#define WITH_REQUEST(test) cmocka_unit_test_setup_teardown(test, setup, arena_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_REQUEST(test_if_match_becomes_the_versions_it_allows),
		WITH_REQUEST(test_if_match_of_anything_and_none_at_all_allow_every_version),
		WITH_REQUEST(test_if_none_match_is_compared_weakly),
		WITH_REQUEST(test_copy_version_is_that_of_one_etag_of_ours),
		WITH_REQUEST(test_idempotency_key_comes_with_a_hash_of_path_and_body),
		WITH_REQUEST(test_idempotency_key_must_be_visible_ascii_of_1_to_255_bytes),
		WITH_REQUEST(test_idempotency_key_is_ignored_where_the_route_takes_none),
	};

	if (sodium_init() < 0)
		return 1;
	return cmocka_run_group_tests_name("conditions", tests, NULL, NULL);
}
