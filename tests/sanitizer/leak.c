/* Planted: forgets an arena. */
#include "lib/arena.h"

static struct arena *arena;

int
main(void)
{
	arena = arena_create(1024);
	arena_alloc(arena, 4);
	arena = NULL;
	return 0;
}
