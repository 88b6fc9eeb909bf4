/*
 * A byte string that grows inside an arena: what replies are written into.
 */
#ifndef TASKLIGHT_BUFFER_H
#define TASKLIGHT_BUFFER_H

#include "arena.h"

/* data[0..length) is the content; the arena owns it. Start with { .arena = arena }. */
struct buffer {
	struct arena *arena;
	char *data;
	size_t length;
	size_t size;
};

/* Makes the buffer longer by at least so many bytes than it is full. */
void buffer_grow(struct buffer *buffer, size_t more);

/* Makes room for more bytes and returns where they go; the caller adds them to length. */
static inline char *
buffer_reserve(struct buffer *buffer, size_t more)
{
	if (buffer->size - buffer->length < more)
		buffer_grow(buffer, more);
	return buffer->data + buffer->length;
}

/* Appends bytes. */
void buffer_append(struct buffer *buffer, const char *data, size_t length);

/* Appends a text; an absent one appends nothing. */
void buffer_text(struct buffer *buffer, struct text text);

/* Appends a string literal. */
#define buffer_literal(buffer, literal) buffer_append((buffer), (literal), sizeof(literal) - 1)

/* Appends a number in decimal. */
void buffer_integer(struct buffer *buffer, int64_t number);

#endif
