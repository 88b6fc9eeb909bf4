/* Routes: which path and method lead to which handler, what Allow lists, what --routes prints. */
#include "fixture.h"
#include "gateway_double.h"
#include "lib/route.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static enum result
list(struct request *r)
{
	(void)r;
	return RESULT_OK;
}

static enum result
get(struct request *r)
{
	(void)r;
	return RESULT_OK;
}

static enum result
change(struct request *r)
{
	(void)r;
	return RESULT_OK;
}

static const struct route routes[] = {
	{ METHOD_GET, "/todos", list, USER },
	{ METHOD_POST, "/todos", change, USER },
	{ METHOD_GET, "/todos/changes", list, PUBLIC },
	{ METHOD_GET, "/todos/{id}", get, USER },
	{ METHOD_PATCH, "/todos/{id}", change, USER },
	{ METHOD_DELETE, "/todos/{id}", change, USER },
	{ METHOD_POST, "/todos/{id}/restore", change, USER },
	{ METHOD_GET, "/receipts/{uuid}", get, USER },
	{ METHOD_POST, "/todos/{id}/history/{version}/revert", change, USER },
	{ 0 },
};

static const struct service service = { .name = "sample", .routes = routes };

static struct request
request_for(struct arena *arena, enum method method, const char *path)
{
	return (struct request){ .arena = arena,
		.service = &service,
		.method = method,
		.path = text_from(path),
		.reply.headers.arena = arena };
}

static void
test_path_and_method_lead_to_the_route(void **state)
{
	static const struct {
		enum method method;
		const char *path;
		size_t route;
		int64_t id;
	} cases[] = {
		{ METHOD_GET, "/todos", 0, 0 },
		{ METHOD_POST, "/todos", 1, 0 },
		{ METHOD_GET, "/todos/changes", 2, 0 },
		{ METHOD_GET, "/todos/7", 3, 7 },
		{ METHOD_PATCH, "/todos/1", 4, 1 },
		{ METHOD_DELETE, "/todos/9223372036854775807", 5, INT64_MAX },
		{ METHOD_POST, "/todos/12/restore", 6, 12 },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct request r = request_for(*state, cases[i].method, cases[i].path);
		assert_int_equal(route_find(&r), RESULT_OK);
		assert_ptr_equal(r.route, &routes[cases[i].route]);
		if (cases[i].id != 0)
			assert_int_equal(r.id, cases[i].id);
		assert_int_equal(r.reply.headers.length, 0);
	}
}

static void
test_uuid_in_the_path_is_kept(void **state)
{
	struct request r = request_for(*state, METHOD_GET, "/receipts/0f8fad5b-d9cb-469f-a165-70867728950e");

	assert_int_equal(route_find(&r), RESULT_OK);
	assert_text(r.uuid, "0f8fad5b-d9cb-469f-a165-70867728950e");
}

static void
test_id_and_version_in_the_path_are_kept(void **state)
{
	struct request r = request_for(*state, METHOD_POST, "/todos/7/history/12/revert");

	assert_int_equal(route_find(&r), RESULT_OK);
	assert_int_equal(r.id, 7);
	assert_int_equal(r.version, 12);
}

static void
test_unknown_paths_are_not_found(void **state)
{
	static const char *const paths[] = {
		"",
		"/",
		"//",
		"/todosX",
		"/todo",
		"/TODOS",
		"todos",
		"//todos",
		"/todos/",
		"/todos//7",
		"/todos/7/",
		"/todos/7//restore",
		"/todos/0",
		"/todos/-1",
		"/todos/9223372036854775808",
		"/todos/1.0",
		"/todos/1e3",
		"/todos/%31",
		"/todos/x",
		"/todos/7/restored",
		"/todos/7/restore/x",
		"/todos/{id}",
		"/receipts/7",
		"/receipts",
		"/receipts/0f8fad5b-d9cb-469f-a165-70867728950",
		"/todos/changes/7",
		"/restore",
		"/todos/7/history/0/revert",
		"/todos/7/history/x/revert",
		"/todos/7/history//revert",
		"/todos/x/history/1/revert",
	};

	for (size_t i = 0; i < COUNT(paths); i++) {
		struct request r = request_for(*state, METHOD_GET, paths[i]);
		if (route_find(&r) != RESULT_NOT_FOUND)
			fail_msg("\"%s\" was found", paths[i]);
		assert_int_equal(r.reply.headers.length, 0);
	}
}

static void
test_wrong_method_is_told_which_are_right(void **state)
{
	struct request r = request_for(*state, METHOD_PUT, "/todos/7");

	assert_int_equal(route_find(&r), RESULT_METHOD_NOT_ALLOWED);
	assert_buffer(&r.reply.headers, "Allow: GET, HEAD, PATCH, DELETE, OPTIONS\r\n");
	r = request_for(*state, METHOD_GET, "/todos/7/restore");
	assert_int_equal(route_find(&r), RESULT_METHOD_NOT_ALLOWED);
	assert_buffer(&r.reply.headers, "Allow: POST, OPTIONS\r\n");
}

static void
test_method_that_nobody_has_is_not_allowed(void **state)
{
	struct request r = request_for(*state, 0, "/todos");

	assert_int_equal(route_find(&r), RESULT_METHOD_NOT_ALLOWED);
	assert_buffer(&r.reply.headers, "Allow: GET, HEAD, POST, OPTIONS\r\n");
}

static void
test_list_prints_each_route_and_who_may_use_it(void **state)
{
	char printed[512] = "";
	FILE *file = tmpfile();
	int before = dup(STDOUT_FILENO);

	(void)state;
	assert_non_null(file);
	fflush(stdout);
	dup2(fileno(file), STDOUT_FILENO);
	route_list(&service);
	fflush(stdout);
	dup2(before, STDOUT_FILENO);
	close(before);
	assert_true(pread(fileno(file), printed, sizeof(printed) - 1, 0) > 0);
	fclose(file);
	assert_string_equal(printed,
	    "GET /todos/ user\nPOST /todos/ user\nGET /todos/changes/ public\nGET /todos/{id}/ user\n"
	    "PATCH /todos/{id}/ user\nDELETE /todos/{id}/ user\nPOST /todos/{id}/restore/ user\n"
	    "GET /receipts/{uuid}/ user\nPOST /todos/{id}/history/{version}/revert/ user\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_ARENA(test_path_and_method_lead_to_the_route),
		WITH_ARENA(test_uuid_in_the_path_is_kept),
		WITH_ARENA(test_id_and_version_in_the_path_are_kept),
		WITH_ARENA(test_unknown_paths_are_not_found),
		WITH_ARENA(test_wrong_method_is_told_which_are_right),
		WITH_ARENA(test_method_that_nobody_has_is_not_allowed),
		cmocka_unit_test(test_list_prints_each_route_and_who_may_use_it),
	};

	return cmocka_run_group_tests_name("route", tests, NULL, NULL);
}
