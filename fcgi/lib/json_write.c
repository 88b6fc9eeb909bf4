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

void
json_text(struct buffer *buffer, struct text text)
{
	static const char digits[] = "0123456789abcdef";

	if (text.data == NULL) {
		buffer_literal(buffer, "null");
		return;
	}
	char *at = buffer_reserve(buffer, text.length * 6 + 2), *start = at;
	*at++ = '"';
	for (size_t i = 0; i < text.length; i++) {
		/* Most texts have nothing to escape and are copied as one run. */
		size_t run = i;
		while (i < text.length && escapes[(unsigned char)text.data[i]] == 0)
			i++;
		memcpy(at, text.data + run, i - run);
		at += i - run;
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
	buffer->length += (size_t)(at - start);
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
static void
json_time(struct buffer *buffer, struct text text)
{
	char *at = buffer_reserve(buffer, text.length + 2);

	if (text.length < 22 || memcmp(text.data + text.length - 3, "+00", 3) != 0) {
		json_text(buffer, text); /* "infinity": none of our columns holds it */
		return;
	}
	*at++ = '"';
	memcpy(at, text.data, text.length - 3);
	at[10] = 'T';
	at += text.length - 3;
	*at++ = 'Z';
	*at = '"';
	buffer->length += text.length;
}

static void
json_value(struct buffer *buffer, struct text text, enum column_type type)
{
	if (text.data == NULL) {
		buffer_literal(buffer, "null");
		return;
	}
	switch (type) {
	case COLUMN_TEXT:
		json_text(buffer, text);
		break;
	case COLUMN_NUMBER:
	case COLUMN_JSON:
		buffer_text(buffer, text);
		break;
	case COLUMN_BOOLEAN:
		buffer_text(buffer, text.data[0] == 't' ? TEXT("true") : TEXT("false"));
		break;
	case COLUMN_TIME:
		json_time(buffer, text);
		break;
	}
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
		buffer_text(buffer, columns[i].before);
		json_value(buffer, rows_value(rows, row, columns[i].number), columns[i].type);
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
