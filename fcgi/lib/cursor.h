/*
 * The opaque position in a list that a Link header (RFC 8288) carries: a number, base64url.
 */
#ifndef TASKLIGHT_CURSOR_H
#define TASKLIGHT_CURSOR_H

#include "arena.h"

struct text cursor_encode(struct arena *arena, int64_t position);

/* False when the text is none that cursor_encode made. */
bool cursor_decode(struct text cursor, int64_t *position);

#endif
