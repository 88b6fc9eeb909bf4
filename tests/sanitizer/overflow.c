/* Planted: writes one byte behind what it asked the arena for. */
#include "lib/arena.h"

int
main(void)
{
	struct arena *arena = arena_create(1024);
	char *word = arena_alloc(arena, 4);

	memcpy(word, "todo", 5);
	arena_destroy(arena);
	return 0;
}
