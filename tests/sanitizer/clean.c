/* As the planted ones, without their mistake: what finds them must not find this. */
#include "lib/arena.h"

int
main(void)
{
	struct arena *arena = arena_create(1024);
	char *word = arena_alloc(arena, 5);

	memcpy(word, "todo", 5);
	arena_destroy(arena);
	return 0;
}
