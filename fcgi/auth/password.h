/*
 * Passwords: which may be chosen, and how they are kept: hashed with Argon2id (RFC 9106) by libsodium.
 */
#ifndef TASKLIGHT_PASSWORD_H
#define TASKLIGHT_PASSWORD_H

#include "lib/config.h"
#include "lib/field.h"

/* How long a password may be, bytes. */
#define PASSWORD_LEAST 8
#define PASSWORD_MOST 1024

/*
 * Whether a password may be chosen for the account with this name (username_key): long enough, not
 * the name, not a common one. False after adding what is wrong with the field to errors.
 */
bool password_may_be(struct arena *arena, struct text password, struct text name_key, struct text field,
    struct field_errors *errors);

/* Prepares password_check for names that do not exist; false without memory. */
bool password_open(const struct config *config);

/* The hash to store, in the arena; absent without the memory that hashing takes. */
struct text password_hash(const struct config *config, struct arena *arena, struct text password);

/*
 * Whether password belongs to hash. An absent hash takes as long as any other and is always
 * wrong, so that nobody learns from the time which names exist.
 */
bool password_check(struct text hash, struct text password);

/* The common passwords, each with a NUL behind, and where each begins, in the order of strcmp: scripts/embed-passwords.
 */
extern const char common_passwords[];
extern const uint32_t common_password_places[];
extern const size_t common_password_count;

#endif
