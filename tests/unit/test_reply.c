/* Replies: rows with their ETag, pages with their Link, problems with all their members. */
#include "db_double.h"
#include "fixture.h"
#include "gateway_double.h"
#include "lib/reply.h"

static const char *const names[] = { "_outcome", "_etag", "_key", "id", "title" };
static const enum column_type types[] = { COLUMN_TEXT, COLUMN_NUMBER, COLUMN_TEXT, COLUMN_NUMBER, COLUMN_TEXT };
static const char *const cells[] = {
	"ok",
	"17",
	"k9",
	"9",
	"nine",
	"ok",
	"17",
	"k8",
	"8",
	"eight",
	"ok",
	"17",
	"k5",
	"5",
	"five",
};
static const struct db_double_answer three = { 5, 3, names, types, cells, NULL, RESULT_OK };
static const struct db_double_answer two = { 5, 2, names, types, cells, NULL, RESULT_OK };
static const char *const no_cells[] = { "ok", "3", NULL, NULL, NULL };
static const struct db_double_answer none = { 5, 1, names, types, no_cells, NULL, RESULT_OK };

static int
setup(void **state)
{
	gateway_double_clear();
	return arena_setup(state);
}

static struct request
request_with(struct arena *arena, const struct db_double_answer *answer)
{
	db_double_set(answer);
	return (struct request){ .arena = arena,
		.method = METHOD_GET,
		.path = TEXT("/todos"),
		.request_id = TEXT("the-id"),
		.rows = db_double_rows(),
		.reply = { .headers.arena = arena, .body.arena = arena } };
}

static void
test_row_comes_with_its_etag(void **state)
{
	struct request r = request_with(*state, &three);

	assert_int_equal(reply_row(&r, 200), RESULT_OK);
	assert_int_equal(r.reply.status, 200);
	assert_buffer(&r.reply.headers, "ETag: \"17\"\r\n");
	assert_buffer(&r.reply.body, "{\"id\":9,\"title\":\"nine\"}");
}

static void
test_copy_that_is_current_is_answered_with_304(void **state)
{
	struct request r = request_with(*state, &three);

	gateway_double_set(CGI_HTTP_IF_NONE_MATCH, "\"16\", W/\"17\"");
	assert_int_equal(reply_row(&r, 200), RESULT_OK);
	assert_int_equal(r.reply.status, 304);
	assert_buffer(&r.reply.headers, "ETag: \"17\"\r\n");
	assert_int_equal(r.reply.body.length, 0);
	r = request_with(*state, &three);
	r.method = METHOD_PATCH;
	assert_int_equal(reply_row(&r, 200), RESULT_OK);
	assert_int_equal(r.reply.status, 200);
}

static void
test_created_row_says_where_it_is(void **state)
{
	struct request r = request_with(*state, &three);

	r.method = METHOD_POST;
	assert_int_equal(reply_created(&r, "/todos/"), RESULT_OK);
	assert_int_equal(r.reply.status, 201);
	assert_buffer(&r.reply.headers, "Location: /todos/9/\r\nETag: \"17\"\r\n");
}

static void
test_page_that_ends_has_no_link(void **state)
{
	struct request r = request_with(*state, &two);

	assert_int_equal(reply_page(&r, &(struct page){ .limit = 2, .parameter = "cursor", .sort = 'n' }), RESULT_OK);
	assert_int_equal(r.reply.status, 200);
	assert_buffer(&r.reply.headers, "ETag: \"17\"\r\n");
	assert_buffer(&r.reply.body, "[{\"id\":9,\"title\":\"nine\"},{\"id\":8,\"title\":\"eight\"}]");
}

static void
test_page_with_more_behind_it_links_there(void **state)
{
	struct request r = request_with(*state, &three);

	r.query_string = TEXT("limit=2&cursor=bjE6&completed=true");
	assert_int_equal(reply_page(&r, &(struct page){ .limit = 2, .parameter = "cursor", .sort = 'n' }), RESULT_OK);
	/* bjg6azg is n8:k8, the last row shown. */
	assert_buffer(&r.reply.headers,
	    "ETag: \"17\"\r\nLink: </todos/?limit=2&completed=true&cursor=bjg6azg>; rel=\"next\"\r\n");
	assert_buffer(&r.reply.body, "[{\"id\":9,\"title\":\"nine\"},{\"id\":8,\"title\":\"eight\"}]");
}

static void
test_position_without_a_sort_is_the_key_itself(void **state)
{
	struct request r = request_with(*state, &three);

	r.query_string = TEXT("since=4");
	assert_int_equal(reply_page(&r, &(struct page){ .limit = 1, .parameter = "since" }), RESULT_OK);
	assert_buffer(&r.reply.headers, "ETag: \"17\"\r\nLink: </todos/?since=k9>; rel=\"next\"\r\n");
}

static void
test_row_without_an_id_is_an_empty_page(void **state)
{
	struct request r = request_with(*state, &none);

	assert_int_equal(reply_page(&r, &(struct page){ .limit = 2, .parameter = "cursor", .sort = 'n' }), RESULT_OK);
	assert_buffer(&r.reply.headers, "ETag: \"3\"\r\n");
	assert_buffer(&r.reply.body, "[]");
}

static void
test_empty_reply_is_204(void **state)
{
	struct request r = request_with(*state, &none);

	assert_int_equal(reply_empty(&r), RESULT_OK);
	assert_int_equal(r.reply.status, 204);
	assert_int_equal(r.reply.body.length, 0);
}

static void
test_problem_has_all_its_members(void **state)
{
	struct request r = request_with(*state, &none);

	buffer_literal(&r.reply.body, "{\"half an answer");
	reply_problem(&r, RESULT_NOT_FOUND);
	assert_int_equal(r.reply.status, 404);
	assert_string_equal(r.reply.media_type, "application/problem+json");
	assert_buffer(&r.reply.body,
	    "{\"type\":\"/docs/problems#not_found\",\"title\":\"Not found\",\"status\":404,"
	    "\"detail\":\"There is nothing at this address.\",\"request_id\":\"the-id\"}");
	assert_int_equal(r.reply.headers.length, 0);
}

static void
test_request_knows_a_better_detail(void **state)
{
	struct request r = request_with(*state, &none);
	struct value problem;
	const char *why;

	r.detail = TEXT("Say \"please\".");
	r.errors.json.arena = *state;
	field_error(&r.errors, TEXT("title"), "blank", "It must not be blank.");
	reply_problem(&r, RESULT_INVALID);
	assert_true(json_parse_object(*state, (struct text){ r.reply.body.data, r.reply.body.length }, &problem, &why));
	assert_text(json_member(&problem, "detail")->text, "Say \"please\".");
	const struct value *errors = json_member(&problem, "errors");
	assert_int_equal(errors->type, VALUE_ARRAY);
	assert_int_equal(errors->count, 1);
	assert_text(json_member(&errors->elements[0], "code")->text, "blank");
}

static void
test_headers_belong_to_their_problems(void **state)
{
	static const struct {
		enum result result;
		const char *headers;
	} cases[] = {
		{ RESULT_UNAUTHENTICATED, "WWW-Authenticate: Bearer realm=\"tasklight\"\r\n" },
		{ RESULT_INVALID_TOKEN, "WWW-Authenticate: Bearer realm=\"tasklight\", error=\"invalid_token\"\r\n" },
		{ RESULT_EXPIRED_TOKEN, "WWW-Authenticate: Bearer realm=\"tasklight\", error=\"invalid_token\"\r\n" },
		{ RESULT_GONE, "WWW-Authenticate: Bearer realm=\"tasklight\", error=\"invalid_token\"\r\n" },
		{ RESULT_UNAVAILABLE, "Retry-After: 1\r\n" },
		{ RESULT_UNKNOWN_OUTCOME, "Retry-After: 1\r\n" },
		{ RESULT_TOO_MANY_REQUESTS, "Retry-After: 1\r\n" },
		{ RESULT_FORBIDDEN, "" },
		{ RESULT_INTERNAL, "" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct request r = request_with(*state, &none);
		reply_problem(&r, cases[i].result);
		if (r.reply.headers.length != strlen(cases[i].headers) ||
		    memcmp(r.reply.headers.length == 0 ? "" : r.reply.headers.data, cases[i].headers, r.reply.headers.length) !=
		        0)
			fail_msg("%s: %.*s", result_problem(cases[i].result)->word, (int)r.reply.headers.length,
			    r.reply.headers.data);
	}
}

static void
test_stale_problem_shows_what_is_current(void **state)
{
	struct request r = request_with(*state, &three);
	struct value problem;
	const char *why;

	reply_problem(&r, RESULT_STALE);
	assert_int_equal(r.reply.status, 412);
	assert_buffer(&r.reply.headers, "ETag: \"17\"\r\n");
	assert_true(json_parse_object(*state, (struct text){ r.reply.body.data, r.reply.body.length }, &problem, &why));
	assert_int_equal(json_member(json_member(&problem, "current"), "id")->integer, 9);
	assert_null(json_member(json_member(&problem, "current"), "_etag"));
}

static void
test_unchanged_is_304_without_a_body(void **state)
{
	struct request r = request_with(*state, &none);

	reply_problem(&r, RESULT_UNCHANGED);
	assert_int_equal(r.reply.status, 304);
	assert_buffer(&r.reply.headers, "ETag: \"3\"\r\n");
	assert_int_equal(r.reply.body.length, 0);
}

#define WITH_REQUEST(test) cmocka_unit_test_setup_teardown(test, setup, arena_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_REQUEST(test_row_comes_with_its_etag),
		WITH_REQUEST(test_copy_that_is_current_is_answered_with_304),
		WITH_REQUEST(test_created_row_says_where_it_is),
		WITH_REQUEST(test_page_that_ends_has_no_link),
		WITH_REQUEST(test_page_with_more_behind_it_links_there),
		WITH_REQUEST(test_position_without_a_sort_is_the_key_itself),
		WITH_REQUEST(test_row_without_an_id_is_an_empty_page),
		WITH_REQUEST(test_empty_reply_is_204),
		WITH_REQUEST(test_problem_has_all_its_members),
		WITH_REQUEST(test_request_knows_a_better_detail),
		WITH_REQUEST(test_headers_belong_to_their_problems),
		WITH_REQUEST(test_stale_problem_shows_what_is_current),
		WITH_REQUEST(test_unchanged_is_304_without_a_body),
	};

	return cmocka_run_group_tests_name("reply", tests, NULL, NULL);
}
