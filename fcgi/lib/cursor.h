/*
 * The opaque position in a list that a Link header (RFC 8288) carries, base64url.
 */
#ifndef TASKLIGHT_CURSOR_H
#define TASKLIGHT_CURSOR_H

#include "arena.h"

/* The last row seen: the list's sort key and the row's id, which decides between equal keys. */
struct cursor {
	char sort;       /* a letter of the list's; 0: no cursor, from the beginning */
	struct text key; /* lower-case letters, digits and "-", as the column _key gave it; may be empty */
	int64_t id;
};

struct text cursor_encode(struct arena *arena, const struct cursor *cursor);

/* False when the text is none that cursor_encode made. The key lies in the arena. */
bool cursor_decode(struct arena *arena, struct text text, struct cursor *cursor);

#endif
