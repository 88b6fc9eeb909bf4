/* Cursors: whatever is taken was written by us, since writing it again gives the same. */
#include "fuzz.h"

#include "lib/cursor.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = fuzz_arena();
	struct cursor cursor = { 0 }, again = { 0 };

	if (!cursor_decode(arena, fuzz_text(arena, data, size), &cursor))
		return 0;
	CLAIM(cursor.id >= 0 && cursor.sort >= 'a' && cursor.sort <= 'z');
	CLAIM(strlen(cursor.key.data) == cursor.key.length);
	CLAIM(cursor_decode(arena, cursor_encode(arena, &cursor), &again));
	CLAIM(again.id == cursor.id && again.sort == cursor.sort && text_equal(again.key, cursor.key));
	return 0;
}
