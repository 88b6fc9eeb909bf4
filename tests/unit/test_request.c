/* Requests: path, method, id, query string, body, conditions, as the web server's variables say. */
#include "db_double.h"
#include "fixture.h"
#include "gateway_double.h"
#include "lib/route.h"

#include <sodium.h>
#include <stddef.h>

struct body {
	struct text title;
};

static const struct field body_fields[] = {
	{ "title", FIELD_TEXT, offsetof(struct body, title), .required = true, .most = 10 },
};
static const struct shape body_shape = { SHAPE(struct body, body_fields) };

struct query_of_list {
	int64_t limit;
};
static const struct field query_fields[] = {
	{ "limit", FIELD_INTEGER, offsetof(struct query_of_list, limit), .least = 1, .most = 9, .initial = "5" },
};
static const struct shape query_shape = { SHAPE(struct query_of_list, query_fields), .spelled = true };

static const struct alias aliases[] = { { "/tasks", "/todos" }, { 0 } };
static const struct service service = { .name = "sample", .aliases = aliases };
static const struct config config = { .body_limit = 64 };

static const struct route plain = { METHOD_GET, "/todos", NULL, USER };
static const struct route listing = { METHOD_GET, "/todos", NULL, USER, .query = &query_shape };
static const struct route creating = { METHOD_POST, "/todos", NULL, USER, .body = &body_shape, .idempotent = true };
static const struct route leaving = { METHOD_DELETE, "/me", NULL, USER, .body = &body_shape, .body_optional = true };

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

/* A POST of these bytes, with its length announced. */
static struct request
post(struct arena *arena, const char *type, struct text body, const struct route *route)
{
	gateway_double_set(CGI_CONTENT_TYPE, type);
	gateway_double_set(CGI_CONTENT_LENGTH, arena_printf(arena, "%zu", body.length).data);
	gateway_double_body(body);
	return begin(arena, "POST", "/todos", route);
}

static void
test_path_loses_its_trailing_slash_and_its_alias(void **state)
{
	static const struct {
		const char *script;
		const char *info;
		const char *path;
	} cases[] = {
		{ "/todos", NULL, "/todos" },
		{ "/todos/", NULL, "/todos" },
		{ "/todos", "/7/", "/todos/7" },
		{ "", "/todos/7", "/todos/7" },
		{ "/tasks", NULL, "/todos" },
		{ "/tasks", "/7/restore/", "/todos/7/restore" },
		{ "/tasksX", NULL, "/tasksX" },
		{ "/x/tasks", NULL, "/x/tasks" },
		{ "/todos//", NULL, "/todos/" },
		{ "/", NULL, "/" },
		{ "/x/", NULL, "/x" },
		{ NULL, NULL, "" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		gateway_double_clear();
		gateway_double_set(CGI_PATH_INFO, cases[i].info);
		struct request r = begin(*state, "GET", cases[i].script, &plain);
		if (!text_equal(r.path, text_from(cases[i].path)))
			fail_msg("%s + %s: \"%s\"", cases[i].script, cases[i].info, r.path.data);
	}
}

static void
test_methods_are_known_by_their_exact_names(void **state)
{
	static const struct {
		const char *name;
		enum method method;
	} cases[] = {
		{ "GET", METHOD_GET },
		{ "HEAD", METHOD_GET },
		{ "POST", METHOD_POST },
		{ "PUT", METHOD_PUT },
		{ "PATCH", METHOD_PATCH },
		{ "DELETE", METHOD_DELETE },
		{ "get", 0 },
		{ "TRACE", 0 },
		{ "OPTIONS", 0 },
		{ "GETS", 0 },
		{ "", 0 },
		{ NULL, 0 },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		gateway_double_clear();
		assert_int_equal(begin(*state, cases[i].name, "/todos", &plain).method, cases[i].method);
	}
}

static void
test_request_id_is_taken_when_well_formed(void **state)
{
	const char longest[] = "0123456789012345678901234567890123456789012345678901234567890123";

	gateway_double_set(CGI_HTTP_X_REQUEST_ID, "aZ09._-");
	assert_text(begin(*state, "GET", "/todos", &plain).request_id, "aZ09._-");
	gateway_double_set(CGI_HTTP_X_REQUEST_ID, longest);
	assert_text(begin(*state, "GET", "/todos", &plain).request_id, longest);
}

static void
test_request_id_is_made_when_missing_or_not_well_formed(void **state)
{
	static const char *const given[] = {
		NULL,
		"",
		"a b",
		"a\nb",
		"a\"b",
		"a,b",
		"\xD9\x83",
		"0123456789012345678901234567890123456789012345678901234567890123x",
	};
	struct text last = TEXT("");

	request_id_open();
	for (size_t i = 0; i < COUNT(given); i++) {
		gateway_double_clear();
		gateway_double_set(CGI_HTTP_X_REQUEST_ID, given[i]);
		struct text id = begin(*state, "GET", "/todos", &plain).request_id;
		assert_int_equal(id.length, 32);
		assert_int_equal(strspn(id.data, "0123456789abcdef"), 32);
		assert_false(text_equal(id, last));
		last = id;
	}
}

static void
test_query_string_is_read_by_the_shape(void **state)
{
	gateway_double_set(CGI_QUERY_STRING, "limit=7");
	struct request r = begin(*state, "GET", "/todos", &listing);
	assert_int_equal(request_read_query(&r), RESULT_OK);
	assert_int_equal(((const struct query_of_list *)r.query)->limit, 7);
}

static void
test_missing_query_string_gives_initial_values(void **state)
{
	struct request r = begin(*state, "GET", "/todos", &listing);

	assert_int_equal(request_read_query(&r), RESULT_OK);
	assert_int_equal(((const struct query_of_list *)r.query)->limit, 5);
}

static void
test_wrong_query_strings_are_refused(void **state)
{
	static const struct {
		const char *query;
		const struct route *route;
		enum result result;
	} cases[] = {
		{ "limit=10", &listing, RESULT_INVALID_PARAMETER },
		{ "limit=x", &listing, RESULT_INVALID_PARAMETER },
		{ "limits=1", &listing, RESULT_INVALID_PARAMETER },
		{ "limit=1&limit=1", &listing, RESULT_MALFORMED },
		{ "limit=%", &listing, RESULT_MALFORMED },
		{ "limit=1", &plain, RESULT_INVALID_PARAMETER },
		{ "%", &plain, RESULT_MALFORMED },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		gateway_double_clear();
		gateway_double_set(CGI_QUERY_STRING, cases[i].query);
		struct request r = begin(*state, "GET", "/todos", cases[i].route);
		enum result result = request_read_query(&r);
		if (result != cases[i].result)
			fail_msg("?%s is %s", cases[i].query, result_problem(result)->word);
		assert_true(r.detail.length > 0 || r.errors.json.length > 0);
	}
}

static void
test_body_is_read_by_the_shape(void **state)
{
	static const char *const types[] = { "application/json", "Application/JSON", "application/json; charset=utf-8",
		"application/json;charset=utf-8" };

	for (size_t i = 0; i < COUNT(types); i++) {
		gateway_double_clear();
		struct request r = post(*state, types[i], TEXT("{\"title\":\"t\"}"), &creating);
		assert_int_equal(request_read_body(&r), RESULT_OK);
		assert_text(((const struct body *)r.body)->title, "t");
		assert_text(r.raw_body, "{\"title\":\"t\"}");
	}
}

static void
test_other_media_types_are_refused(void **state)
{
	static const char *const types[] = { NULL, "", "text/plain", "application/jsonx", "application/json-seq",
		"application/merge-patch+json", "json", " application/json" };

	for (size_t i = 0; i < COUNT(types); i++) {
		gateway_double_clear();
		struct request r = post(*state, types[i], TEXT("{\"title\":\"t\"}"), &creating);
		if (request_read_body(&r) != RESULT_MEDIA_TYPE)
			fail_msg("\"%s\" was taken", types[i]);
	}
}

static void
test_merge_patch_is_for_patch(void **state)
{
	struct request r = post(*state, "application/merge-patch+json", TEXT("{\"title\":\"t\"}"), &creating);

	r.method = METHOD_PATCH;
	assert_int_equal(request_read_body(&r), RESULT_OK);
}

static void
test_wrong_bodies_are_refused(void **state)
{
	static const struct {
		const char *length;
		const char *body;
		enum result result;
	} cases[] = {
		{ "0", "", RESULT_MALFORMED },
		{ "", "", RESULT_MALFORMED },
		{ NULL, "", RESULT_MALFORMED },
		{ "1x", "{}", RESULT_MALFORMED },
		{ "-1", "{}", RESULT_MALFORMED },
		{ "3", "{}", RESULT_MALFORMED },
		{ "1", "{}", RESULT_MALFORMED },
		{ "2", "[]", RESULT_MALFORMED },
		{ "65", "", RESULT_TOO_LARGE },
		{ "9223372036854775807", "", RESULT_TOO_LARGE },
		{ "9223372036854775808", "", RESULT_MALFORMED },
		{ "2", "{}", RESULT_INVALID },
		{ "12", "{\"title\":10}", RESULT_INVALID },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		gateway_double_clear();
		gateway_double_set(CGI_CONTENT_TYPE, "application/json");
		gateway_double_set(CGI_CONTENT_LENGTH, cases[i].length);
		gateway_double_body(text_from(cases[i].body));
		struct request r = begin(*state, "POST", "/todos", &creating);
		enum result result = request_read_body(&r);
		if (result != cases[i].result)
			fail_msg("%s bytes, %s: %s", cases[i].length, cases[i].body, result_problem(result)->word);
		assert_true(r.detail.length > 0 || r.errors.json.length > 0);
	}
}

static void
test_body_as_long_as_the_limit_is_read(void **state)
{
	struct text body = arena_printf(*state, "{\"title\":\"t\"%*s}", 64 - 13, "");

	assert_int_equal(body.length, 64);
	struct request r = post(*state, "application/json", body, &creating);
	assert_int_equal(request_read_body(&r), RESULT_OK);
}

static void
test_optional_body_may_be_missing(void **state)
{
	struct request r = begin(*state, "DELETE", "/me", &leaving);

	/* Nothing is sent, so what is required is missing: this route's shape requires something. */
	assert_int_equal(request_read_body(&r), RESULT_INVALID);
	assert_absent(r.detail);
}

static void
test_body_of_a_route_that_takes_none_is_read_and_not_looked_at(void **state)
{
	struct request r = post(*state, "text/plain", TEXT("anything"), &plain);

	assert_int_equal(request_read_body(&r), RESULT_OK);
	assert_null(r.body);
	assert_text(r.raw_body, "anything");
}

static void
test_statements_begin_with_user_time_and_session(void **state)
{
	struct request r = { .arena = *state, .identity = { .user_id = 7, .issued_at = 1234, .session_id = "a session" } };
	struct params params = request_params(&r);

	assert_int_equal(params.count, 3);
	assert_string_equal(params.values[0], "7");
	assert_string_equal(params.values[1], "1234");
	assert_string_equal(params.values[2], "a session");
}

static void
test_statements_are_counted_and_their_outcome_returned(void **state)
{
	static const char *const names[] = { "_outcome" };
	static const char *const cells[] = { "stale" };
	static const struct db_double_answer answer = { .columns = 1, .count = 1, .names = names, .cells = cells };
	struct request r = { .arena = *state };
	struct params params = { .arena = *state };

	db_double_set(&answer);
	assert_int_equal(request_run(&r, 5, &params), RESULT_STALE);
	assert_int_equal(db_double_query, 5);
	assert_int_equal(r.statements, 1);
	assert_int_equal(r.rows.count, 1);
}

#define WITH_REQUEST(test) cmocka_unit_test_setup_teardown(test, setup, arena_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_REQUEST(test_path_loses_its_trailing_slash_and_its_alias),
		WITH_REQUEST(test_methods_are_known_by_their_exact_names),
		WITH_REQUEST(test_request_id_is_taken_when_well_formed),
		WITH_REQUEST(test_request_id_is_made_when_missing_or_not_well_formed),
		WITH_REQUEST(test_query_string_is_read_by_the_shape),
		WITH_REQUEST(test_missing_query_string_gives_initial_values),
		WITH_REQUEST(test_wrong_query_strings_are_refused),
		WITH_REQUEST(test_body_is_read_by_the_shape),
		WITH_REQUEST(test_other_media_types_are_refused),
		WITH_REQUEST(test_merge_patch_is_for_patch),
		WITH_REQUEST(test_wrong_bodies_are_refused),
		WITH_REQUEST(test_body_as_long_as_the_limit_is_read),
		WITH_REQUEST(test_optional_body_may_be_missing),
		WITH_REQUEST(test_body_of_a_route_that_takes_none_is_read_and_not_looked_at),
		WITH_REQUEST(test_statements_begin_with_user_time_and_session),
		WITH_REQUEST(test_statements_are_counted_and_their_outcome_returned),
	};

	if (sodium_init() < 0)
		return 1;
	return cmocka_run_group_tests_name("request", tests, NULL, NULL);
}
