/* UTF-8, integers and UUIDs from outside. */
#include "fuzz.h"

#include <stdlib.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = fuzz_arena();
	struct text given = fuzz_text(arena, data, size);
	int64_t number;

	ptrdiff_t points = text_utf8_length(given.data, given.length);
	CLAIM(points >= -1 && points <= (ptrdiff_t)given.length);
	if (text_integer(given, INT64_MIN, INT64_MAX, &number)) {
		CLAIM(number == strtoll(given.data, NULL, 10));
		CLAIM(strlen(given.data) == given.length);
	}
	if (text_is_uuid(given))
		CLAIM(given.length == 36);
	return 0;
}
