/* Positions in lists: base64url of "1:" and the number, so that another form can follow one day. */
#include "cursor.h"

#include <sodium.h>

#define VARIANT sodium_base64_VARIANT_URLSAFE_NO_PADDING

struct text
cursor_encode(struct arena *arena, int64_t position)
{
	struct text plain = arena_printf(arena, "1:%lld", (long long)position);
	size_t size = sodium_base64_encoded_len(plain.length, VARIANT);
	char *coded = arena_alloc(arena, size);

	sodium_bin2base64(coded, size, (const unsigned char *)plain.data, plain.length, VARIANT);
	return (struct text){ .data = coded, .length = size - 1 };
}

bool
cursor_decode(struct text cursor, int64_t *position)
{
	char plain[32];
	size_t length;
	const char *end;

	if (sodium_base642bin((unsigned char *)plain, sizeof(plain) - 1, cursor.data, cursor.length, NULL, &length, &end,
	        VARIANT) != 0 ||
	    end != cursor.data + cursor.length || length < 3 || memcmp(plain, "1:", 2) != 0)
		return false;
	plain[length] = '\0';
	return text_integer((struct text){ .data = plain + 2, .length = length - 2 }, 1, INT64_MAX, position);
}
