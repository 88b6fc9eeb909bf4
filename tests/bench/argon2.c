/* What checking a password costs by itself. usage: argon2 PROCESSES SECONDS KIB PASSES; prints the checks a second. */
#include "rate.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

static const char password[] = "correct horse battery staple";
static char hash[crypto_pwhash_STRBYTES];

static void *
begin(int number)
{
	(void)number;
	return hash;
}

static void
check(void *state)
{
	if (crypto_pwhash_str_verify(state, password, strlen(password)) != 0)
		rate_fail("the password is not the password");
}

int
main(int argc, char **argv)
{
	if (argc != 5 || sodium_init() < 0)
		rate_fail("usage: argon2 PROCESSES SECONDS KIB PASSES");
	size_t memory = strtoull(argv[3], NULL, 10) * 1024;
	if (crypto_pwhash_str(hash, password, strlen(password), strtoull(argv[4], NULL, 10), memory) != 0)
		rate_fail("there is no memory for a hash");
	rate_print(&(struct work){ begin, check }, (int)strtol(argv[1], NULL, 10), atof(argv[2]));
	return 0;
}
