/*
 * User names and e-mail addresses: how they are written and how they are compared.
 */
#ifndef TASKLIGHT_USERNAME_H
#define TASKLIGHT_USERNAME_H

#include "lib/field.h"

/*
 * Letters, digits and @ . + - _ only (Unicode categories L*, M*, N*), 3 to 150 characters. Gives the name in
 * NFKC and its key in NFKC_Casefold (Unicode 15, section 3.13), both in the arena. False after
 * adding what is wrong to errors.
 */
bool username_read(struct arena *arena, struct text given, struct text *name, struct text *key,
    struct field_errors *errors);

/* The key of a name that somebody logs in with; absent when it can be nobody's. */
struct text username_key(struct arena *arena, struct text given);

/*
 * An e-mail address as RFC 5321 section 4.1.2 limits it: one "@", a domain with a dot, no space or
 * control character; compared without regard to case. An empty one is absent. False after adding
 * what is wrong to errors.
 */
bool email_read(struct arena *arena, struct text given, struct text *email, struct text *key,
    struct field_errors *errors);

#endif
