/* The todos service: its table of contents. */
#include "todos.h"

#include "lib/worker.h"

static const struct route routes[] = {
	{ METHOD_GET, "/todos", todos_list, USER, .query = &todos_list_shape },
	{ METHOD_POST, "/todos", todos_create, USER, .body = &todo_shape, .idempotent = true },
	{ METHOD_POST, "/todos/bulk", todos_bulk, USER, .body = &todos_bulk_shape, .idempotent = true,
	    .body_limit = TODOS_BULK_BODY_LIMIT },
	{ METHOD_GET, "/todos/changes", todos_changes, USER, .query = &todos_changes_shape },
	{ METHOD_GET, "/todos/trash", todos_trash, USER, .query = &todos_page_shape },
	{ METHOD_DELETE, "/todos/trash", todos_trash_purge, USER },
	{ METHOD_DELETE, "/todos/trash/{id}", todos_trash_purge, USER },
	{ METHOD_GET, "/todos/{id}", todos_get, USER },
	{ METHOD_PUT, "/todos/{id}", todos_update, USER, .body = &todo_shape },
	{ METHOD_PATCH, "/todos/{id}", todos_update, USER, .body = &todo_patch_shape },
	{ METHOD_DELETE, "/todos/{id}", todos_delete, USER },
	{ METHOD_POST, "/todos/{id}/restore", todos_restore, USER },
	{ METHOD_POST, "/todos/{id}/move", todos_move, USER, .body = &todos_move_shape },
	{ METHOD_GET, "/todos/{id}/history", todos_history, USER, .query = &todos_page_shape },
	{ METHOD_POST, "/todos/{id}/history/{version}/revert", todos_revert, USER },
	{ 0 },
};

static const struct alias aliases[] = {
	{ "/tasks", "/todos" },
	{ 0 },
};

int
main(int argc, char **argv)
{
	return worker_main(argc, argv,
	    &(struct service){
	        .name = "todos",
	        .about = "Todos over FastCGI (or CGI): /todos, and /tasks as another name for it.",
	        .needs = "DATABASE_URL JWT_SIGNING_KEY",
	        .routes = routes,
	        .aliases = aliases,
	        .queries = todos_queries,
	        .query_count = QUERY_TODOS_COUNT,
	        .ready_query = QUERY_TODOS_READY,
	        .schema_version = 3,
	    });
}
