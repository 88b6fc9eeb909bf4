/*
 * JSON out: strings, and rows of a statement as objects and arrays.
 * JSON in: strict RFC 8259 and I-JSON (RFC 7493), which json-c alone does not insist on. The only
 * home of json-c is json_read.c.
 */
#ifndef TASKLIGHT_JSON_H
#define TASKLIGHT_JSON_H

#include "buffer.h"
#include "db.h"

/* Appends a JSON string, quotes included; an absent text is null. */
void json_text(struct buffer *buffer, struct text text);

/* Appends "name": with a comma before unless it is an object's first member. */
void json_name(struct buffer *buffer, const char *name);

/* Appends row's visible columns as an object. */
void json_row(struct buffer *buffer, const struct rows *rows, int row);

/* Appends rows first..last-1 as an array of objects. */
void json_rows(struct buffer *buffer, const struct rows *rows, int last);

enum value_type { VALUE_NULL, VALUE_BOOLEAN, VALUE_INTEGER, VALUE_REAL, VALUE_STRING, VALUE_ARRAY, VALUE_OBJECT };

/* A parsed value; everything it points to lies in the arena. */
struct value {
	struct text name; /* of an object's member */
	enum value_type type;
	bool boolean;
	int64_t integer;  /* of VALUE_INTEGER; what does not fit is VALUE_REAL */
	struct text text; /* of VALUE_STRING: strict UTF-8 without NUL */
	size_t count;     /* of VALUE_ARRAY and VALUE_OBJECT */
	struct value *elements;
};

/* Longer texts are refused unread, bytes. */
#define JSON_LENGTH_MAX ((size_t)4 * 1024 * 1024)

/*
 * Parses one JSON object. False with *why (a static phrase whose subject is the text) when the
 * bytes are anything else: no strict UTF-8, a control character in a string, a lone surrogate,
 * \u0000, a duplicate member, nested deeper than 16, anything but white space around the object.
 */
bool json_parse_object(struct arena *arena, struct text text, struct value *object, const char **why);

/* The object's member called name; NULL when it has none. */
const struct value *json_member(const struct value *object, const char *name);

#endif
