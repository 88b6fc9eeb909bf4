/*
 * The todos service: its handlers, and what a todo may hold. Each handler has its file.
 */
#ifndef TASKLIGHT_TODOS_H
#define TASKLIGHT_TODOS_H

#include "lib/reply.h"
#include "lib/route.h"
#include "queries_todos.h"

/* What a body says about a todo; texts as SQL takes them. */
struct todo {
	struct text title;
	struct text description;
	struct text completed;
};

/* A whole todo (POST, PUT): what is not sent gets its initial value. */
extern const struct shape todo_shape;
/* A part of one (PATCH): what is not sent stays. */
extern const struct shape todo_patch_shape;

/* Appends the todo's columns, in the order of the table's fields. */
void todo_params(struct params *params, const struct todo *todo);

/* What the query string of a list may say. */
struct todos_list_query {
	struct text completed;
	int64_t limit;
	int64_t cursor;
};
extern const struct shape todos_list_shape;

struct todos_changes_query {
	int64_t since;
	int64_t limit;
};
extern const struct shape todos_changes_shape;

handler todos_list;    /* GET    /todos/ */
handler todos_create;  /* POST   /todos/ */
handler todos_changes; /* GET    /todos/changes/ */
handler todos_get;     /* GET    /todos/{id}/ */
handler todos_update;  /* PUT and PATCH /todos/{id}/ */
handler todos_delete;  /* DELETE /todos/{id}/ */
handler todos_restore; /* POST   /todos/{id}/restore/ */

#endif
