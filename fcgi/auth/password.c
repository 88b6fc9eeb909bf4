/* Passwords: Argon2id hashes. */
#include "password.h"

#include <sodium.h>

/* A hash of nothing anybody knows, with today's costs. */
static char decoy[crypto_pwhash_STRBYTES];

static bool
hash_into(const struct config *config, char hash[crypto_pwhash_STRBYTES], struct text password)
{
	return crypto_pwhash_str_alg(hash, password.data, password.length, (unsigned long long)config->password_passes,
	           (size_t)config->password_memory * 1024, crypto_pwhash_ALG_ARGON2ID13) == 0;
}

bool
password_open(const struct config *config)
{
	char random[32];

	randombytes_buf(random, sizeof(random));
	return hash_into(config, decoy, (struct text){ .data = random, .length = sizeof(random) });
}

struct text
password_hash(const struct config *config, struct arena *arena, struct text password)
{
	char hash[crypto_pwhash_STRBYTES];

	if (!hash_into(config, hash, password))
		return (struct text){ 0 };
	return arena_copy(arena, hash, strlen(hash));
}

bool
password_check(struct text hash, struct text password)
{
	bool right = crypto_pwhash_str_verify(hash.data != NULL ? hash.data : decoy, password.data, password.length) == 0;
	return right && hash.data != NULL;
}
