/*
 * Passwords: hashed with Argon2id (RFC 9106) by libsodium.
 */
#ifndef TASKLIGHT_PASSWORD_H
#define TASKLIGHT_PASSWORD_H

#include "lib/config.h"

/* Prepares password_check for names that do not exist; false without memory. */
bool password_open(const struct config *config);

/* The hash to store, in the arena; absent without the memory that hashing takes. */
struct text password_hash(const struct config *config, struct arena *arena, struct text password);

/*
 * Whether password belongs to hash. An absent hash takes as long as any other and is always
 * wrong, so that nobody learns from the time which names exist.
 */
bool password_check(struct text hash, struct text password);

#endif
