/*
 * What the fuzz targets share: an arena that is emptied before each input, and a claim that must hold.
 */
#ifndef TASKLIGHT_FUZZ_H
#define TASKLIGHT_FUZZ_H

#include "lib/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* libFuzzer's entry (LLVM documentation, "libFuzzer"): called for each input; always returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the run when a claim about an input does not hold. */
#define CLAIM(condition) \
	do { \
		if (!(condition)) { \
			fprintf(stderr, "does not hold: %s\n", #condition); \
			abort(); \
		} \
	} while (0)

/* The arena of all inputs, emptied. */
static inline struct arena *
fuzz_arena(void)
{
	static struct arena *arena;

	if (arena == NULL)
		arena = arena_create(65536);
	arena_reset(arena);
	return arena;
}

/* The input as a text with a NUL behind, in an allocation of its own so that reading past it is seen. */
static inline struct text
fuzz_text(struct arena *arena, const uint8_t *data, size_t size)
{
	return arena_copy(arena, (const char *)data, size);
}

#endif
