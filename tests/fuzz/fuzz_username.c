/* User names and addresses: what is taken is short, normal, and equal to itself however often it is normalized. */
#include "fuzz.h"

#include "auth/username.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = fuzz_arena();
	struct text given = fuzz_text(arena, data, size), name, key, again, key_again;
	struct field_errors errors = { .json = { .arena = arena } };

	/* The JSON parser lets nothing else through. */
	if (text_utf8_length(given.data, given.length) < 0 || memchr(given.data, 0, given.length) != NULL)
		return 0;
	email_read(arena, given, &name, &key, &errors);
	errors.json.length = 0;
	bool good = username_read(arena, given, &name, &key, &errors);
	CLAIM(good == (errors.json.length == 0));
	if (!good)
		return 0;
	CLAIM(text_utf8_length(name.data, name.length) >= 3 && text_utf8_length(name.data, name.length) <= 150);
	CLAIM(username_read(arena, name, &again, &key_again, &errors));
	CLAIM(text_equal(again, name) && text_equal(key_again, key));
	return 0;
}
