/* Positions in lists: base64url of sort letter, id, ":" and key. */
#include "cursor.h"

#include <ctype.h>
#include <sodium.h>

#define VARIANT sodium_base64_VARIANT_URLSAFE_NO_PADDING
#define PLAIN_MAX 256

struct text
cursor_encode(struct arena *arena, const struct cursor *cursor)
{
	struct text plain = arena_printf(arena, "%c%lld:%s", cursor->sort, (long long)cursor->id, cursor->key.data);
	size_t size = sodium_base64_encoded_len(plain.length, VARIANT);
	char *coded = arena_alloc(arena, size);

	sodium_bin2base64(coded, size, (const unsigned char *)plain.data, plain.length, VARIANT);
	return (struct text){ .data = coded, .length = size - 1 };
}

static bool
is_key(struct text key)
{
	for (size_t i = 0; i < key.length; i++)
		if (!islower((unsigned char)key.data[i]) && !isdigit((unsigned char)key.data[i]) && key.data[i] != '-')
			return false;
	return true;
}

bool
cursor_decode(struct arena *arena, struct text text, struct cursor *cursor)
{
	char plain[PLAIN_MAX];
	size_t length;
	const char *end;

	if (sodium_base642bin((unsigned char *)plain, sizeof(plain), text.data, text.length, NULL, &length, &end,
	        VARIANT) != 0 ||
	    end != text.data + text.length || length < 3 || !islower((unsigned char)plain[0]))
		return false;
	const char *colon = memchr(plain, ':', length);
	if (colon == NULL)
		return false;
	struct text id = { .data = plain + 1, .length = (size_t)(colon - plain) - 1 };
	cursor->key = arena_copy(arena, colon + 1, length - (size_t)(colon + 1 - plain));
	cursor->sort = plain[0];
	return text_integer(id, 0, INT64_MAX, &cursor->id) && is_key(cursor->key);
}
