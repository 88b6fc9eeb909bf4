/* The memory of one request: a chain of blocks, the first of which is kept. */
#include "arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct block {
	struct block *next;
	size_t size;
	size_t used;
	_Alignas(max_align_t) char data[];
};

struct arena {
	struct block *first;
	struct block *last;
};

static void *
allocate(size_t size)
{
	void *memory = malloc(size);
	if (memory == NULL) {
		static const char message[] = "out of memory\n";
		if (write(STDERR_FILENO, message, sizeof(message) - 1) < 0)
			_exit(71);
		_exit(71); /* EX_OSERR of sysexits.h */
	}
	return memory;
}

static struct block *
block_create(size_t size)
{
	struct block *block = allocate(sizeof(*block) + size);
	*block = (struct block){ .size = size };
	return block;
}

struct arena *
arena_create(size_t block)
{
	struct arena *arena = allocate(sizeof(*arena));
	arena->first = arena->last = block_create(block);
	return arena;
}

void
arena_reset(struct arena *arena)
{
	struct block *block = arena->first->next;

	while (block != NULL) {
		struct block *next = block->next;
		free(block);
		block = next;
	}
	arena->first->next = NULL;
	arena->first->used = 0;
	arena->last = arena->first;
}

void
arena_destroy(struct arena *arena)
{
	arena_reset(arena);
	free(arena->first);
	free(arena);
}

#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1 /* gcc's name for it */
#endif
#endif

#ifdef __SANITIZE_ADDRESS__
/* A block for each allocation, exactly as long, so that the sanitizer sees every overflow. */
static const bool separate = true;
#else
static const bool separate = false;
#endif

/* As many bytes as are taken for size. */
static size_t
align(size_t size)
{
	return separate ? size : (size + _Alignof(max_align_t) - 1) & ~(_Alignof(max_align_t) - 1);
}

void *
arena_alloc_raw(struct arena *arena, size_t size)
{
	struct block *block = arena->last;
	size_t aligned = align(size);

	if (separate || block->size - block->used < aligned) {
		size_t wanted = !separate && arena->first->size > aligned ? arena->first->size : aligned;
		block->next = block_create(wanted);
		block = arena->last = block->next;
	}
	char *memory = block->data + block->used;
	block->used += aligned;
	return memory;
}

bool
arena_extend(struct arena *arena, const void *memory, size_t size, size_t longer)
{
	struct block *block = arena->last;
	size_t before = align(size), after = align(longer);

	if (separate || (const char *)memory + before != block->data + block->used ||
	    block->size - block->used < after - before)
		return false;
	block->used += after - before;
	return true;
}

void *
arena_alloc(struct arena *arena, size_t size)
{
	return memset(arena_alloc_raw(arena, size), 0, size);
}

struct text
arena_copy(struct arena *arena, const char *data, size_t length)
{
	char *copy = arena_alloc_raw(arena, length + 1);
	memcpy(copy, data, length);
	copy[length] = '\0';
	return (struct text){ .data = copy, .length = length };
}

struct text
arena_printf(struct arena *arena, const char *format, ...)
{
	va_list arguments;
	char first[256];

	va_start(arguments, format);
	int length = vsnprintf(first, sizeof(first), format, arguments);
	va_end(arguments);
	if (length < 0)
		return TEXT("");
	if ((size_t)length < sizeof(first))
		return arena_copy(arena, first, (size_t)length);
	char *data = arena_alloc_raw(arena, (size_t)length + 1);
	va_start(arguments, format);
	vsnprintf(data, (size_t)length + 1, format, arguments);
	va_end(arguments);
	return (struct text){ .data = data, .length = (size_t)length };
}

struct text
arena_integer(struct arena *arena, int64_t number)
{
	char digits[20];
	size_t i = sizeof(digits);
	uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;

	do {
		digits[--i] = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest > 0);
	if (number < 0)
		digits[--i] = '-';
	return arena_copy(arena, digits + i, sizeof(digits) - i);
}
