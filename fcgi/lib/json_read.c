/*
 * JSON in: a strict check of the bytes (RFC 8259, RFC 7493), then json-c for the values. The check
 * is ours because json-c 0.16, even strict, lets pass single quotes, NaN, raw control characters,
 * lone surrogates, \u0000 and duplicate members.
 */
#include "json.h"

#include <ctype.h>
#include <json-c/json.h>

#define DEPTH_MAX 16

/* The place of the check in the bytes. */
struct reader {
	const char *at;
	const char *end;
	int depth;
	size_t members; /* of all objects */
	const char *why;
};

static bool
fail(struct reader *reader, const char *why)
{
	if (reader->why == NULL)
		reader->why = why;
	return false;
}

static void
skip_space(struct reader *reader)
{
	while (reader->at < reader->end && strchr(" \t\n\r", *reader->at) != NULL && *reader->at != '\0')
		reader->at++;
}

/* The next byte is c: step over it. */
static bool
accept(struct reader *reader, char c)
{
	if (reader->at == reader->end || *reader->at != c)
		return false;
	reader->at++;
	return true;
}

static bool
word(struct reader *reader, struct text word)
{
	if ((size_t)(reader->end - reader->at) < word.length || memcmp(reader->at, word.data, word.length) != 0)
		return fail(reader, "a value is no JSON value");
	reader->at += word.length;
	return true;
}

/* Four hexadecimal digits, or -1. */
static int
hex4(struct reader *reader)
{
	int unit = 0;

	if (reader->end - reader->at < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		unsigned char c = (unsigned char)*reader->at++;
		if (!isxdigit(c))
			return -1;
		unit = unit * 16 + (isdigit(c) ? c - '0' : tolower(c) - 'a' + 10);
	}
	return unit;
}

/* What follows a backslash. */
static bool
escape(struct reader *reader)
{
	if (reader->at == reader->end)
		return fail(reader, "a string does not end");
	char c = *reader->at++;
	if (c != 'u')
		return (c != '\0' && strchr("\"\\/bfnrt", c) != NULL) || fail(reader, "a string has an unknown escape");
	int unit = hex4(reader);
	if (unit < 0)
		return fail(reader, "a string has an unknown escape");
	if (unit == 0)
		return fail(reader, "a string has a NUL character");
	if (unit >= 0xDC00 && unit <= 0xDFFF)
		return fail(reader, "a string has a lone surrogate");
	if (unit < 0xD800 || unit > 0xDBFF)
		return true;
	if (!accept(reader, '\\') || !accept(reader, 'u'))
		return fail(reader, "a string has a lone surrogate");
	unit = hex4(reader);
	return (unit >= 0xDC00 && unit <= 0xDFFF) || fail(reader, "a string has a lone surrogate");
}

static bool
string(struct reader *reader)
{
	if (!accept(reader, '"'))
		return fail(reader, "a name or string is not in double quotes");
	while (reader->at < reader->end) {
		unsigned char c = (unsigned char)*reader->at++;
		if (c == '"')
			return true;
		if (c < 0x20)
			return fail(reader, "a string has a raw control character");
		if (c == '\\' && !escape(reader))
			return false;
	}
	return fail(reader, "a string does not end");
}

static bool
digits(struct reader *reader)
{
	const char *start = reader->at;
	while (reader->at < reader->end && isdigit((unsigned char)*reader->at))
		reader->at++;
	return reader->at > start || fail(reader, "a number is not well formed");
}

static bool
number(struct reader *reader)
{
	accept(reader, '-');
	if (!accept(reader, '0') && !digits(reader))
		return false;
	if (accept(reader, '.') && !digits(reader))
		return false;
	if (accept(reader, 'e') || accept(reader, 'E')) {
		if (!accept(reader, '+'))
			accept(reader, '-');
		return digits(reader);
	}
	return true;
}

static bool value(struct reader *reader);

/* The members of an object or the elements of an array, behind the opening bracket. */
static bool
elements(struct reader *reader, char close)
{
	if (++reader->depth > DEPTH_MAX)
		return fail(reader, "it is nested too deeply");
	skip_space(reader);
	if (accept(reader, close)) {
		reader->depth--;
		return true;
	}
	do {
		skip_space(reader);
		if (close == '}') {
			reader->members++;
			if (!string(reader))
				return false;
			skip_space(reader);
			if (!accept(reader, ':'))
				return fail(reader, "a name is not followed by a colon");
		}
		if (!value(reader))
			return false;
		skip_space(reader);
	} while (accept(reader, ','));
	reader->depth--;
	return accept(reader, close) || fail(reader, "an object or array does not end");
}

static bool
value(struct reader *reader)
{
	skip_space(reader);
	if (reader->at == reader->end)
		return fail(reader, "it ends too early");
	switch (*reader->at) {
	case '{':
		reader->at++;
		return elements(reader, '}');
	case '[':
		reader->at++;
		return elements(reader, ']');
	case '"':
		return string(reader);
	case 't':
		return word(reader, TEXT("true"));
	case 'f':
		return word(reader, TEXT("false"));
	case 'n':
		return word(reader, TEXT("null"));
	default:
		return number(reader);
	}
}

static bool
check(struct reader *reader)
{
	if (text_utf8_length(reader->at, (size_t)(reader->end - reader->at)) < 0)
		return fail(reader, "it is not UTF-8");
	skip_space(reader);
	if (!accept(reader, '{'))
		return fail(reader, "it is no JSON object");
	if (!elements(reader, '}'))
		return false;
	skip_space(reader);
	return reader->at == reader->end || fail(reader, "something follows the object");
}

static void copy_value(struct arena *arena, struct json_object *from, struct value *to);

static void
copy_members(struct arena *arena, struct json_object *from, struct value *to)
{
	struct json_object_iterator at = json_object_iter_begin(from), end = json_object_iter_end(from);
	size_t i = 0;

	to->type = VALUE_OBJECT;
	to->count = (size_t)json_object_object_length(from);
	to->elements = arena_alloc(arena, (to->count + 1) * sizeof(*to->elements));
	for (; !json_object_iter_equal(&at, &end); json_object_iter_next(&at), i++) {
		const char *name = json_object_iter_peek_name(&at);
		copy_value(arena, json_object_iter_peek_value(&at), &to->elements[i]);
		to->elements[i].name = arena_copy(arena, name, strlen(name));
	}
}

static void
copy_elements(struct arena *arena, struct json_object *from, struct value *to)
{
	to->type = VALUE_ARRAY;
	to->count = json_object_array_length(from);
	to->elements = arena_alloc(arena, (to->count + 1) * sizeof(*to->elements));
	for (size_t i = 0; i < to->count; i++)
		copy_value(arena, json_object_array_get_idx(from, i), &to->elements[i]);
}

static void
copy_value(struct arena *arena, struct json_object *from, struct value *to)
{
	switch (json_object_get_type(from)) {
	case json_type_null:
		to->type = VALUE_NULL;
		break;
	case json_type_boolean:
		to->type = VALUE_BOOLEAN;
		to->boolean = json_object_get_boolean(from);
		break;
	case json_type_double:
		to->type = VALUE_REAL;
		break;
	case json_type_int:
		/* json-c saturates at both ends instead of failing. */
		to->integer = json_object_get_int64(from);
		to->type = to->integer == INT64_MAX || to->integer == INT64_MIN ? VALUE_REAL : VALUE_INTEGER;
		break;
	case json_type_string:
		to->type = VALUE_STRING;
		to->text = arena_copy(arena, json_object_get_string(from), (size_t)json_object_get_string_len(from));
		break;
	case json_type_object:
		copy_members(arena, from, to);
		break;
	case json_type_array:
		copy_elements(arena, from, to);
		break;
	}
}

static size_t
count_members(const struct value *value)
{
	size_t members = value->type == VALUE_OBJECT ? value->count : 0;

	for (size_t i = 0; i < value->count; i++)
		members += count_members(&value->elements[i]);
	return members;
}

bool
json_parse_object(struct arena *arena, struct text text, struct value *object, const char **why)
{
	struct reader reader = { .at = text.data, .end = text.data + text.length };

	*object = (struct value){ 0 };
	*why = NULL;
	if (text.length > JSON_LENGTH_MAX)
		fail(&reader, "it is too long");
	if (reader.why != NULL || !check(&reader)) {
		*why = reader.why;
		return false;
	}
	struct json_tokener *tokener = json_tokener_new_ex(DEPTH_MAX + 2);
	if (tokener == NULL)
		abort();
	struct json_object *parsed = json_tokener_parse_ex(tokener, text.data, (int)text.length);
	json_tokener_free(tokener);
	if (parsed == NULL)
		*why = "it is no JSON object";
	else
		copy_value(arena, parsed, object);
	json_object_put(parsed);
	/* json-c keeps the last of two members with one name. */
	if (parsed != NULL && count_members(object) != reader.members)
		*why = "a member stands twice";
	return *why == NULL;
}

const struct value *
json_member(const struct value *object, const char *name)
{
	struct text wanted = text_from(name);

	for (size_t i = 0; i < object->count; i++)
		if (text_equal(object->elements[i].name, wanted))
			return &object->elements[i];
	return NULL;
}
