/* A byte string that grows inside an arena, doubling. */
#include "buffer.h"

void
buffer_grow(struct buffer *buffer, size_t more)
{
	size_t size = buffer->size < 1024 ? 1024 : buffer->size * 2;

	while (size - buffer->length < more)
		size *= 2;
	if (buffer->size == 0 || !arena_extend(buffer->arena, buffer->data, buffer->size, size)) {
		char *data = arena_alloc_raw(buffer->arena, size);
		if (buffer->length > 0)
			memcpy(data, buffer->data, buffer->length);
		buffer->data = data;
	}
	buffer->size = size;
}

void
buffer_append(struct buffer *buffer, const char *data, size_t length)
{
	if (length == 0)
		return;
	memcpy(buffer_reserve(buffer, length), data, length);
	buffer->length += length;
}

void
buffer_text(struct buffer *buffer, struct text text)
{
	buffer_append(buffer, text.data, text.length);
}

void
buffer_integer(struct buffer *buffer, int64_t number)
{
	buffer_text(buffer, arena_integer(buffer->arena, number));
}
