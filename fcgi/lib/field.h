/*
 * What a body or a query string may hold: a table of fields, read into a struct of the handler.
 */
#ifndef TASKLIGHT_FIELD_H
#define TASKLIGHT_FIELD_H

#include "cursor.h"
#include "json.h"

enum field_type {
	FIELD_TEXT,      /* struct text; its length is counted in code points */
	FIELD_BOOLEAN,   /* struct text, "true" or "false", as SQL takes it */
	FIELD_INTEGER,   /* int64_t */
	FIELD_NUMERAL,   /* struct text, an integer in decimal, as SQL takes it */
	FIELD_CURSOR,    /* struct cursor: a position from a Link header of ours */
	FIELD_ARRAY,     /* struct value, an array; its elements are counted, the handler reads them */
	FIELD_READ_ONLY, /* ours alone: taken back from clients that send whole objects, and not used */
};

struct field {
	const char *name;
	enum field_type type;
	size_t offset; /* of its place in the struct */
	bool required;
	bool one_line;       /* FIELD_TEXT: no control characters */
	bool not_blank;      /* FIELD_TEXT: something besides white space */
	int64_t least, most; /* code points, or the integer's range */
	int64_t bytes_most;  /* FIELD_TEXT: 0 for no limit of its own */
	const char *initial; /* its value when it is not sent, or null; NULL: absent */
	/* FIELD_TEXT: what else is wrong with the text, a sentence for people; NULL: nothing. */
	const char *(*check)(struct text text);
};

/* A struct and the table of its fields. */
struct shape {
	size_t size;
	const struct field *fields;
	size_t count;
	bool partial; /* nothing is required and nothing gets its initial value: a merge patch (RFC 7396) */
	bool spelled; /* integers and booleans come as text: a query string */
};

#define SHAPE(type, table) .size = sizeof(type), .fields = (table), .count = sizeof(table) / sizeof((table)[0])

/* What is wrong with fields: the member "errors" of a problem, [{"field", "code", "message"}]. */
struct field_errors {
	struct buffer json; /* without the brackets; empty: nothing is wrong */
	struct text prefix; /* stands before the fields' names: "changes[3]." */
};

/* Adds an error; code is one word for programs, the message a sentence for people. */
void field_error(struct field_errors *errors, struct text field, const char *code, const char *message);

/*
 * Reads an object's members into a new struct in the arena; each member that is missing, unknown,
 * of the wrong type or out of range is added to errors. The struct holds what was right.
 */
void *field_read(struct arena *arena, const struct shape *shape, const struct value *object,
    struct field_errors *errors);

#endif
