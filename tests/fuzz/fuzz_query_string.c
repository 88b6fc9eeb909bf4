/* The query string: what is parsed is UTF-8 without NUL, and what goes into a Link header is safe and parses again. */
#include "fuzz.h"

#include "lib/query_string.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = fuzz_arena();
	struct text text = fuzz_text(arena, data, size);
	struct value object, again;
	const char *why = NULL;

	bool good = query_string_parse(arena, text, &object, &why);
	CLAIM(good == (why == NULL));
	struct text kept = query_string_without(arena, text, "cursor");
	for (size_t i = 0; i < kept.length; i++)
		CLAIM(kept.data[i] > 0x20 && kept.data[i] < 0x7F && strchr("<>\"\\", kept.data[i]) == NULL);
	if (!good)
		return 0;
	for (size_t i = 0; i < object.count; i++) {
		struct text value = object.elements[i].text;
		CLAIM(strlen(value.data) == value.length);
		CLAIM(text_utf8_length(value.data, value.length) >= 0);
	}
	CLAIM(query_string_parse(arena, kept, &again, &why));
	CLAIM(again.count <= object.count && object.count <= again.count + 1);
	return 0;
}
