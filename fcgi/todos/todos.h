/*
 * The todos service: its handlers, and what a todo may hold. Each handler has its file.
 */
#ifndef TASKLIGHT_TODOS_H
#define TASKLIGHT_TODOS_H

#include "lib/reply.h"
#include "lib/route.h"
#include "queries_todos.h"

/* What a body says about a todo; texts as SQL takes them, absent when not sent. */
struct todo {
	struct text title;
	struct text description;
	struct text completed;
	struct text priority;
	struct text due; /* "": none */
};

/* A whole todo (POST, PUT): what is not sent gets its initial value. */
extern const struct shape todo_shape;
/* A part of one (PATCH): what is not sent stays. */
extern const struct shape todo_patch_shape;

/* Appends the todo's columns, in the order of struct todo. */
void todo_params(struct params *params, const struct todo *todo);

/* Runs a statement that creates; before the user's very first one it makes the owner's row. */
enum result todos_run_create(struct request *r, unsigned query, const struct params *params);

/* A page of a list without filters: the trash, a todo's history. */
struct todos_page_query {
	int64_t limit;
	struct cursor cursor;
};
extern const struct shape todos_page_shape;

extern const struct shape todos_list_shape;
extern const struct shape todos_changes_shape;
extern const struct shape todos_move_shape;
extern const struct shape todos_bulk_shape;

/* Bytes of a bulk's body. */
#define TODOS_BULK_BODY_LIMIT 1048576

handler todos_list;        /* GET    /todos/ */
handler todos_create;      /* POST   /todos/ */
handler todos_bulk;        /* POST   /todos/bulk/ */
handler todos_changes;     /* GET    /todos/changes/ */
handler todos_trash;       /* GET    /todos/trash/ */
handler todos_trash_purge; /* DELETE /todos/trash/ and /todos/trash/{id}/ */
handler todos_get;         /* GET    /todos/{id}/ */
handler todos_update;      /* PUT and PATCH /todos/{id}/ */
handler todos_delete;      /* DELETE /todos/{id}/ */
handler todos_restore;     /* POST   /todos/{id}/restore/ */
handler todos_move;        /* POST   /todos/{id}/move/ */
handler todos_history;     /* GET    /todos/{id}/history/ */
handler todos_revert;      /* POST   /todos/{id}/history/{version}/revert/ */

#endif
