/* JSON out: strings, and rows of a statement. */
#include "json.h"

/* What stands behind the backslash for a byte that must be escaped; 'u' for \u00XX, 0 for none. */
/* clang-format off */
static const char escapes[256] = {
	[0x00] = 'u', [0x01] = 'u', [0x02] = 'u', [0x03] = 'u', [0x04] = 'u', [0x05] = 'u', [0x06] = 'u', [0x07] = 'u',
	['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', [0x0B] = 'u', ['\f'] = 'f', ['\r'] = 'r', [0x0E] = 'u', [0x0F] = 'u',
	[0x10] = 'u', [0x11] = 'u', [0x12] = 'u', [0x13] = 'u', [0x14] = 'u', [0x15] = 'u', [0x16] = 'u', [0x17] = 'u',
	[0x18] = 'u', [0x19] = 'u', [0x1A] = 'u', [0x1B] = 'u', [0x1C] = 'u', [0x1D] = 'u', [0x1E] = 'u', [0x1F] = 'u',
	['"'] = '"', ['\\'] = '\\', [0x7F] = 'u',
};
/* clang-format on */

/* The longest that a text of so many bytes can become, quotes included. */
#define STRING_SIZE(length) ((length)*6 + 2)

static char *
put(char *at, struct text text)
{
	memcpy(at, text.data, text.length);
	return at + text.length;
}

/* Writes a JSON string and returns where it ends. */
static char *
put_string(char *at, struct text text)
{
	static const char digits[] = "0123456789abcdef";

	*at++ = '"';
	for (size_t i = 0; i < text.length; i++) {
		/* Most texts have nothing to escape and are copied as one run. */
		size_t run = i;
		while (i < text.length && escapes[(unsigned char)text.data[i]] == 0)
			i++;
		at = put(at, (struct text){ .data = text.data + run, .length = i - run });
		if (i == text.length)
			break;
		unsigned char byte = (unsigned char)text.data[i];
		char escape = escapes[byte];
		*at++ = '\\';
		*at++ = escape;
		if (escape == 'u') {
			*at++ = '0';
			*at++ = '0';
			*at++ = digits[byte >> 4];
			*at++ = digits[byte & 15];
		}
	}
	*at++ = '"';
	return at;
}

void
json_text(struct buffer *buffer, struct text text)
{
	if (text.data == NULL) {
		buffer_literal(buffer, "null");
		return;
	}
	char *start = buffer_reserve(buffer, STRING_SIZE(text.length));
	buffer->length += (size_t)(put_string(start, text) - start);
}

void
json_name(struct buffer *buffer, const char *name)
{
	if (buffer->length > 0 && buffer->data[buffer->length - 1] != '{')
		buffer_literal(buffer, ",");
	json_text(buffer, text_from(name));
	buffer_literal(buffer, ":");
}

/* PostgreSQL's "2026-11-22 02:11:57.1+00" as RFC 3339's "2026-11-22T02:11:57.1Z". */
static char *
put_time(char *at, struct text text)
{
	if (text.length < 22 || memcmp(text.data + text.length - 3, "+00", 3) != 0)
		return put_string(at, text); /* "infinity": none of our columns holds it */
	*at++ = '"';
	char *end = put(at, (struct text){ .data = text.data, .length = text.length - 3 });
	at[10] = 'T';
	*end++ = 'Z';
	*end++ = '"';
	return end;
}

/* Writes a column's value, at most VALUE_SIZE bytes, and returns where it ends. */
#define VALUE_SIZE(length) (STRING_SIZE(length) + sizeof("false"))

static char *
put_value(char *at, struct text text, enum column_type type)
{
	if (text.data == NULL)
		return put(at, TEXT("null"));
	switch (type) {
	case COLUMN_NUMBER:
	case COLUMN_JSON:
		return put(at, text);
	case COLUMN_BOOLEAN:
		return put(at, text.data[0] == 't' ? TEXT("true") : TEXT("false"));
	case COLUMN_TIME:
		return put_time(at, text);
	case COLUMN_TEXT:
		break;
	}
	return put_string(at, text);
}

/* A visible column: what stands before its values, and how they are written. */
struct column {
	int number;
	struct text before; /* {"id": or ,"title": */
	enum column_type type;
};

/* The visible columns, in the buffer's arena; returns how many. */
static int
find_columns(const struct buffer *buffer, const struct rows *rows, struct column **columns)
{
	int count = 0;

	*columns = arena_alloc(buffer->arena, (size_t)(rows->columns + 1) * sizeof(**columns));
	for (int number = 0; number < rows->columns; number++) {
		struct buffer before = { .arena = buffer->arena };
		const char *name = rows_column(rows, number);
		if (name[0] == '_')
			continue;
		buffer_text(&before, count == 0 ? TEXT("{") : TEXT(","));
		json_text(&before, text_from(name));
		buffer_literal(&before, ":");
		(*columns)[count++] = (struct column){ number, { before.data, before.length }, rows_type(rows, number) };
	}
	return count;
}

static void
write_row(struct buffer *buffer, const struct rows *rows, int row, const struct column *columns, int count)
{
	if (count == 0)
		buffer_literal(buffer, "{");
	for (int i = 0; i < count; i++) {
		struct text value = rows_value(rows, row, columns[i].number);
		char *start = buffer_reserve(buffer, columns[i].before.length + VALUE_SIZE(value.length));
		char *end = put_value(put(start, columns[i].before), value, columns[i].type);
		buffer->length += (size_t)(end - start);
	}
	buffer_literal(buffer, "}");
}

void
json_row(struct buffer *buffer, const struct rows *rows, int row)
{
	struct column *columns;
	int count = find_columns(buffer, rows, &columns);

	write_row(buffer, rows, row, columns, count);
}

void
json_rows(struct buffer *buffer, const struct rows *rows, int last)
{
	struct column *columns;
	int count = find_columns(buffer, rows, &columns);

	buffer_literal(buffer, "[");
	for (int row = 0; row < last; row++) {
		if (row > 0)
			buffer_literal(buffer, ",");
		write_row(buffer, rows, row, columns, count);
	}
	buffer_literal(buffer, "]");
}
