/*
 * The memory of one request: allocated piece by piece, freed all at once at its end.
 */
#ifndef TASKLIGHT_ARENA_H
#define TASKLIGHT_ARENA_H

#include "text.h"

struct arena;

/* A new arena whose first block (bytes) is kept for all requests. Never NULL: see arena_alloc. */
struct arena *arena_create(size_t block);

/* Gives everything back to the system. */
void arena_destroy(struct arena *arena);

/* Forgets everything allocated since the last reset; keeps the first block. */
void arena_reset(struct arena *arena);

/*
 * size bytes, aligned for any type, zeroed; valid until the next reset. Never NULL: a program
 * without memory can promise nothing, so it says so on stderr and ends; its supervisor starts it anew.
 */
void *arena_alloc(struct arena *arena, size_t size);

/* As arena_alloc, but with whatever the memory held: for callers that fill it. */
void *arena_alloc_raw(struct arena *arena, size_t size);

/*
 * Makes what was allocated last, size bytes at memory, longer where it lies; false when something was
 * allocated since, or there is no room behind it: then nothing has changed.
 */
bool arena_extend(struct arena *arena, const void *memory, size_t size, size_t longer);

/* A copy of length bytes with a NUL behind. */
struct text arena_copy(struct arena *arena, const char *data, size_t length);

/* A formatted text, as printf. */
struct text arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A number in decimal. */
struct text arena_integer(struct arena *arena, int64_t number);

#endif
