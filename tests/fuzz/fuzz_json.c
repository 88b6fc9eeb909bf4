/* The strict JSON parser, against jansson's as a second opinion: what one takes for an object, the other does too. */
#include "fuzz.h"

#include "lib/json.h"

#include <jansson.h>

/* Where jansson takes what we do not: it has another limit of depth, and reads past some NUL bytes. */
static bool
may_differ(struct text text, const char *why)
{
	return strcmp(why, "it is nested too deeply") == 0 || memchr(text.data, 0, text.length) != NULL;
}

static size_t
depth_of(const struct value *value)
{
	size_t deepest = 0;

	for (size_t i = 0; i < value->count; i++) {
		size_t depth = depth_of(&value->elements[i]);
		deepest = depth > deepest ? depth : deepest;
	}
	return value->type == VALUE_ARRAY || value->type == VALUE_OBJECT ? deepest + 1 : 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = fuzz_arena();
	struct text text = fuzz_text(arena, data, size);
	struct value object;
	json_error_t error;
	const char *why;

	bool ours = json_parse_object(arena, text, &object, &why);
	CLAIM(ours == (why == NULL));
	json_t *theirs = json_loadb(text.data, text.length, JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL, &error);
	if (ours) {
		CLAIM(object.type == VALUE_OBJECT);
		CLAIM(depth_of(&object) <= 16);
		/* jansson gives up where a number is too large for a double; we call it VALUE_REAL. */
		CLAIM(theirs != NULL || json_error_code(&error) == json_error_numeric_overflow);
	} else if (json_is_object(theirs)) {
		CLAIM(may_differ(text, why));
	}
	json_decref(theirs);
	return 0;
}
