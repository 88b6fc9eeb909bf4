/*
 * Byte strings that carry their length, and the checks on text from outside.
 */
#ifndef TASKLIGHT_TEXT_H
#define TASKLIGHT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * A string and its length in bytes. Whoever makes one puts a NUL behind it, so that data can be
 * handed to C and libpq; data == NULL means "absent". It never owns its memory.
 */
struct text {
	const char *data;
	size_t length;
};

/* A text from a string literal. */
#define TEXT(literal) ((struct text){ .data = (literal), .length = sizeof(literal) - 1 })

/* A text from a NUL-terminated string; NULL gives an absent text. */
static inline struct text
text_from(const char *string)
{
	return (struct text){ .data = string, .length = string == NULL ? 0 : strlen(string) };
}

/* True when both are present and hold the same bytes. */
static inline bool
text_equal(struct text a, struct text b)
{
	return a.data != NULL && b.data != NULL && a.length == b.length && memcmp(a.data, b.data, a.length) == 0;
}

/* True when text begins with prefix. */
static inline bool
text_starts(struct text text, struct text prefix)
{
	return text.length >= prefix.length && memcmp(text.data, prefix.data, prefix.length) == 0;
}

/*
 * The number of code points of strict UTF-8 (RFC 3629: no overlong form, no surrogate, nothing
 * above U+10FFFF), or -1 when the bytes are not that.
 */
ptrdiff_t text_utf8_length(const char *data, size_t length);

/*
 * A decimal integer, all of the text, optionally with a minus, within [least, most].
 * False when it is anything else ("+1", " 1", "1.0", "", 2^63); *value is then untouched.
 */
bool text_integer(struct text text, int64_t least, int64_t most, int64_t *value);

/* True for the 36 characters of a UUID (RFC 9562, section 4), hexadecimal in either case. */
bool text_is_uuid(struct text text);

#endif
