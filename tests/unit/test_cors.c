/* Cross-origin requests: only the pages of the origins listed may read replies. */
#include "db_double.h"
#include "fixture.h"
#include "gateway_double.h"
#include "lib/cors.h"
#include "lib/route.h"

static enum result
nothing(struct request *r)
{
	(void)r;
	return RESULT_OK;
}

static const struct route routes[] = { { METHOD_GET, "/todos", nothing, USER }, { 0 } };
static const struct service service = { .name = "sample", .routes = routes };

static int
setup(void **state)
{
	gateway_double_clear();
	return arena_setup(state);
}

static struct request
request_from(struct arena *arena, const struct config *config, const char *origin)
{
	gateway_double_set(CGI_HTTP_ORIGIN, origin);
	return (struct request){ .arena = arena,
		.config = config,
		.service = &service,
		.path = TEXT("/todos"),
		.reply.headers.arena = arena };
}

static void
test_listed_origins_may_read_replies(void **state)
{
	static const struct {
		const char *list;
		const char *origin;
		bool may;
	} cases[] = {
		{ "https://a.example", "https://a.example", true },
		{ "https://a.example https://b.example", "https://b.example", true },
		{ "https://a.example,https://b.example", "https://b.example", true },
		{ " https://a.example , https://b.example ", "https://a.example", true },
		{ "*", "https://a.example", true },
		{ "https://a.example", "https://a.example.evil", false },
		{ "https://a.example", "https://a.exampl", false },
		{ "https://a.example", "http://a.example", false },
		{ "https://a.example", "HTTPS://A.EXAMPLE", false },
		{ "https://a.example", "null", false },
		{ "https://a.example", "", false },
		{ "https://a.example", NULL, false },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct config config = { .allowed_origins = cases[i].list };
		gateway_double_clear();
		struct request r = request_from(*state, &config, cases[i].origin);
		cors_reply(&r);
		buffer_append(&r.reply.headers, "", 1);
		assert_int_equal(strncmp(r.reply.headers.data, "Vary: Origin\r\n", 14), 0);
		const char *allow = strstr(r.reply.headers.data, "Access-Control-Allow-Origin: ");
		if ((allow != NULL) != cases[i].may)
			fail_msg("\"%s\", %s: %s", cases[i].list, cases[i].origin, r.reply.headers.data);
		if (allow != NULL)
			assert_int_equal(strncmp(allow + 29, cases[i].origin, strlen(cases[i].origin)), 0);
	}
}

static void
test_without_a_list_nothing_is_said(void **state)
{
	const struct config config = { .allowed_origins = "" };
	struct request r = request_from(*state, &config, "https://a.example");

	cors_reply(&r);
	assert_int_equal(r.reply.headers.length, 0);
}

static void
test_options_lists_the_methods(void **state)
{
	const struct config config = { .allowed_origins = "" };
	struct request r = request_from(*state, &config, NULL);

	assert_int_equal(cors_options(&r), RESULT_OK);
	assert_int_equal(r.reply.status, 204);
	assert_buffer(&r.reply.headers, "Allow: GET, HEAD, OPTIONS\r\n");
	r.path = TEXT("/nowhere");
	assert_int_equal(cors_options(&r), RESULT_NOT_FOUND);
}

static void
test_preflight_of_a_listed_origin_is_allowed(void **state)
{
	const struct config config = { .allowed_origins = "https://a.example" };
	struct request r = request_from(*state, &config, "https://a.example");

	gateway_double_set(CGI_HTTP_ACCESS_CONTROL_REQUEST_METHOD, "PATCH");
	assert_int_equal(cors_options(&r), RESULT_OK);
	buffer_append(&r.reply.headers, "", 1);
	assert_non_null(strstr(r.reply.headers.data, "Access-Control-Allow-Methods: GET, POST, PUT, PATCH, DELETE\r\n"));
	assert_non_null(strstr(r.reply.headers.data, "Authorization, Content-Type, Idempotency-Key, If-Match"));
	r = request_from(*state, &config, "https://b.example");
	assert_int_equal(cors_options(&r), RESULT_OK);
	assert_buffer(&r.reply.headers, "Allow: GET, HEAD, OPTIONS\r\n");
}

#define WITH_REQUEST(test) cmocka_unit_test_setup_teardown(test, setup, arena_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_REQUEST(test_listed_origins_may_read_replies),
		WITH_REQUEST(test_without_a_list_nothing_is_said),
		WITH_REQUEST(test_options_lists_the_methods),
		WITH_REQUEST(test_preflight_of_a_listed_origin_is_allowed),
	};

	return cmocka_run_group_tests_name("cors", tests, NULL, NULL);
}
