/*
 * POST /todos/bulk/: up to 500 changes in one statement, each with its own result. Body: changes,
 * an array of objects with op (create, update, delete, restore), id, if_match (a version), and the
 * fields of a todo. 200 with an array of {"status", "todo"} or {"status", "type", "title", …}.
 */
#include "todos.h"

#include <stddef.h>

#define CHANGES_MAX 500

struct todos_bulk_body {
	struct value changes;
};

struct change {
	struct text op;
	struct text id;
	struct text if_match;
	struct todo todo;
};

static const char *
check_op(struct text op)
{
	static const char *const ops[] = { "create", "update", "delete", "restore" };

	for (size_t i = 0; i < sizeof(ops) / sizeof(ops[0]); i++)
		if (text_equal(op, text_from(ops[i])))
			return NULL;
	return "It must be create, update, delete or restore.";
}

static const struct field body_fields[] = {
	{ "changes", FIELD_ARRAY, offsetof(struct todos_bulk_body, changes), .required = true, .least = 1,
	    .most = CHANGES_MAX },
};

const struct shape todos_bulk_shape = { SHAPE(struct todos_bulk_body, body_fields) };

static const struct field op_fields[] = {
	{ "op", FIELD_TEXT, offsetof(struct change, op), .required = true, .least = 1, .most = 20, .check = check_op },
	{ "id", FIELD_NUMERAL, offsetof(struct change, id), .least = 1, .most = INT64_MAX },
	{ "if_match", FIELD_NUMERAL, offsetof(struct change, if_match), .least = 0, .most = INT64_MAX },
};

/* Those of a change's members that a table knows, or that it does not. */
static struct value
members_of(struct request *r, const struct value *change, bool known)
{
	struct value some = { .type = VALUE_OBJECT,
		.elements = arena_alloc(r->arena, (change->count + 1) * sizeof(struct value)) };

	for (size_t i = 0; i < change->count; i++) {
		bool found = false;
		for (size_t j = 0; j < sizeof(op_fields) / sizeof(op_fields[0]); j++)
			found = found || text_equal(change->elements[i].name, text_from(op_fields[j].name));
		if (found == known)
			some.elements[some.count++] = change->elements[i];
	}
	return some;
}

/* Reads one change; what is wrong with it goes into the request's errors. */
static struct change
read_change(struct request *r, const struct value *from)
{
	static const struct shape shape = { SHAPE(struct change, op_fields) };
	struct value head = members_of(r, from, true), rest = members_of(r, from, false);
	struct change change = *(struct change *)field_read(r->arena, &shape, &head, &r->errors);
	bool creates = text_equal(change.op, TEXT("create"));

	if (creates || text_equal(change.op, TEXT("update"))) {
		change.todo =
		    *(struct todo *)field_read(r->arena, creates ? &todo_shape : &todo_patch_shape, &rest, &r->errors);
	} else if (rest.count > 0) {
		field_error(&r->errors, rest.elements[0].name, "unknown", "This op takes no fields of a todo.");
	}
	if (creates && change.id.data != NULL)
		field_error(&r->errors, TEXT("id"), "unknown", "A todo gets its id when it is created.");
	if (creates && change.if_match.data != NULL)
		field_error(&r->errors, TEXT("if_match"), "unknown", "A new todo has no version yet.");
	if (!creates && change.op.data != NULL && change.id.data == NULL)
		field_error(&r->errors, TEXT("id"), "required", "It is missing.");
	return change;
}

static void
write_member(struct buffer *json, const char *name, struct text value, bool quoted)
{
	if (value.data == NULL)
		return;
	json_name(json, name);
	if (quoted)
		json_text(json, value);
	else
		buffer_text(json, value);
}

/* The change as the statement takes it. */
static void
write_change(struct buffer *json, const struct change *change)
{
	buffer_text(json, json->length == 1 ? TEXT("{") : TEXT(",{"));
	write_member(json, "op", change->op, true);
	write_member(json, "id", change->id, false);
	write_member(json, "if_match", change->if_match, false);
	write_member(json, "title", change->todo.title, true);
	write_member(json, "description", change->todo.description, true);
	write_member(json, "completed", change->todo.completed, false);
	write_member(json, "priority", change->todo.priority, false);
	write_member(json, "due", change->todo.due, true);
	buffer_literal(json, "}");
}

static bool
id_stands_before(const struct change *changes, size_t count, struct text id)
{
	for (size_t i = 0; i < count; i++)
		if (text_equal(changes[i].id, id))
			return true;
	return false;
}

/* All changes as a JSON array; what is wrong goes into the request's errors. */
static struct text
read_changes(struct request *r, const struct value *array)
{
	struct buffer json = { .arena = r->arena };
	struct change *changes = arena_alloc(r->arena, array->count * sizeof(*changes));

	buffer_literal(&json, "[");
	for (size_t i = 0; i < array->count; i++) {
		r->errors.prefix = arena_printf(r->arena, "changes[%zu].", i);
		if (array->elements[i].type != VALUE_OBJECT) {
			field_error(&r->errors, TEXT("op"), "type", "Each change must be an object.");
			continue;
		}
		changes[i] = read_change(r, &array->elements[i]);
		if (id_stands_before(changes, i, changes[i].id))
			field_error(&r->errors, TEXT("id"), "conflict", "Another change of this request has it too.");
		write_change(&json, &changes[i]);
	}
	buffer_append(&json, "]", 2);
	return (struct text){ .data = json.data, .length = json.length - 1 };
}

/* One change's result: {"status", "todo"}, or a problem with its "current" todo where it has one. */
static void
write_result(struct request *r, int row)
{
	struct buffer *body = &r->reply.body;
	enum result result = result_from_word(rows_text(&r->rows, row, "_change"));
	const struct problem *problem = result_problem(result);
	bool creates = text_equal(rows_text(&r->rows, row, "_op"), TEXT("create"));

	buffer_text(body, row == 0 ? TEXT("[{") : TEXT(",{"));
	json_name(body, "status");
	buffer_integer(body, result != RESULT_OK ? problem->status : creates ? 201 : 200);
	if (result != RESULT_OK) {
		json_name(body, "type");
		json_text(body, arena_printf(r->arena, "/docs/problems#%s", problem->word));
		json_name(body, "title");
		json_text(body, text_from(problem->title));
	}
	if (result == RESULT_OK || result == RESULT_STALE) {
		json_name(body, result == RESULT_OK ? "todo" : "current");
		json_row(body, &r->rows, row);
	}
	buffer_literal(body, "}");
}

enum result
todos_bulk(struct request *r)
{
	const struct todos_bulk_body *body = r->body;
	struct params params = request_params(r);
	struct text changes = read_changes(r, &body->changes);

	if (r->errors.json.length > 0)
		return RESULT_INVALID;
	params_text(&params, r->idempotency_key);
	params_text(&params, r->request_hash);
	params_integer(&params, r->config->todos_open_limit);
	params_text(&params, changes);
	enum result result = todos_run_create(r, QUERY_TODOS_BULK, &params);
	if (result != RESULT_OK)
		return result;
	for (int row = 0; row < r->rows.count; row++)
		write_result(r, row);
	buffer_literal(&r->reply.body, "]");
	return reply_object(r, 200);
}
