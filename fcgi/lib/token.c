/* Access and API tokens. libjwt 1.10 checks the signature; everything around it is checked here. */
#include "token.h"

#include <errno.h>
#include <inttypes.h>
#include <jwt.h>
#include <sodium.h>
#include <stdlib.h>
#include <time.h>

/* How far another host's clock may be ahead of ours, s. */
#define CLOCK_LEEWAY 30

/* Of an HMAC-SHA-256, base64url without padding. */
#define SIGNATURE_LENGTH 43

/* The one header we take, base64url with its dot: what our own encoder writes. */
static char expected_header[128];

/*
 * Tokens checked before: a client sends the same one for minutes, and the bytes that were right once
 * stay right until they expire. A token is known again by its SipHash-2-4 (128 bits) under a key that
 * only this process has: nobody can make another token with the same one, nor learn from how long
 * the comparison took. It goes into the place that its hash chooses.
 */
#define REMEMBERED 1024

static struct remembered {
	unsigned char hash[crypto_shorthash_siphashx24_BYTES];
	struct identity identity; /* expires_at is 0 in an empty place */
} remembered[REMEMBERED];

static unsigned char hash_key[crypto_shorthash_siphashx24_KEYBYTES];

/* Hashes the token and returns the place that it may be in. */
static struct remembered *
place_of(struct text token, unsigned char hash[crypto_shorthash_siphashx24_BYTES])
{
	uint32_t number;

	crypto_shorthash_siphashx24(hash, (const unsigned char *)token.data, token.length, hash_key);
	memcpy(&number, hash, sizeof(number));
	return &remembered[number % REMEMBERED];
}

/* An integer claim within [least, most], least above 0: libjwt tells a missing one by errno, a mistyped one by 0. */
static bool
claim_integer(jwt_t *jwt, const char *name, int64_t least, int64_t most, int64_t *value)
{
	errno = 0;
	*value = jwt_get_grant_int(jwt, name);
	return errno == 0 && *value >= least && *value <= most;
}

static bool
claim_uuid(jwt_t *jwt, const char *name, char value[37])
{
	struct text text = text_from(jwt_get_grant(jwt, name));

	if (!text_is_uuid(text))
		return false;
	memcpy(value, text.data, 37);
	return true;
}

static enum result
read_claims(jwt_t *jwt, struct identity *identity)
{
	int64_t now = (int64_t)time(NULL);
	struct text scope = text_from(jwt_get_grant(jwt, "scope")), type = text_from(jwt_get_grant(jwt, "token_type"));

	identity->is_api = text_equal(type, TEXT("api"));
	if (jwt_get_alg(jwt) != JWT_ALG_HS256 || (!identity->is_api && !text_equal(type, TEXT("access"))) ||
	    !claim_integer(jwt, "user_id", 1, INT64_MAX, &identity->user_id) ||
	    !claim_integer(jwt, "iat", 1, now + CLOCK_LEEWAY, &identity->issued_at) ||
	    !claim_integer(jwt, "exp", 1, INT64_MAX, &identity->expires_at) ||
	    !claim_integer(jwt, "auth_time", 1, now + CLOCK_LEEWAY, &identity->auth_time) ||
	    !claim_uuid(jwt, "sid", identity->session_id) || !claim_uuid(jwt, "jti", identity->token_id))
		return RESULT_INVALID_TOKEN;
	if (identity->expires_at <= now)
		return RESULT_EXPIRED_TOKEN;
	identity->may_write = text_equal(scope, TEXT("read write"));
	return RESULT_OK;
}

static jwt_t *
decode(const char *token, const char *key)
{
	jwt_t *jwt = NULL;

	if (key[0] == '\0' || jwt_decode(&jwt, token, (const unsigned char *)key, (int)strlen(key)) != 0)
		return NULL;
	return jwt;
}

/*
 * Behind our header a payload and a signature, base64url (RFC 7515, section 7.1). libjwt takes the payload apart before
 * it looks at the signature, and writes behind its buffer when a part is empty: it sees nothing but this form.
 */
static bool
is_well_formed(struct text token)
{
	static const char base64url[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	const char *at = token.data + strlen(expected_header);

	size_t payload = strspn(at, base64url);
	if (payload == 0 || at[payload] != '.')
		return false;
	at += payload + 1;
	size_t signature = strspn(at, base64url);
	return signature == SIGNATURE_LENGTH && at + signature == token.data + token.length;
}

enum result
token_verify(const struct config *config, struct text token, struct identity *identity)
{
	unsigned char hash[crypto_shorthash_siphashx24_BYTES];

	*identity = (struct identity){ 0 };
	if (token.length > TOKEN_LENGTH_MAX || !text_starts(token, text_from(expected_header)))
		return RESULT_INVALID_TOKEN;
	struct remembered *place = place_of(token, hash);
	if (place->identity.expires_at > 0 && memcmp(place->hash, hash, sizeof(hash)) == 0) {
		*identity = place->identity;
		return identity->expires_at > (int64_t)time(NULL) ? RESULT_OK : RESULT_EXPIRED_TOKEN;
	}
	if (!is_well_formed(token))
		return RESULT_INVALID_TOKEN;
	jwt_t *jwt = decode(token.data, config->jwt_signing_key);
	if (jwt == NULL)
		jwt = decode(token.data, config->jwt_signing_key_previous);
	if (jwt == NULL)
		return RESULT_INVALID_TOKEN;
	enum result result = read_claims(jwt, identity);
	jwt_free(jwt);
	if (result == RESULT_OK) {
		memcpy(place->hash, hash, sizeof(hash));
		place->identity = *identity;
	}
	return result;
}

/* Signs what is in jwt; NULL without memory. */
static char *
encode(const struct config *config, jwt_t *jwt)
{
	const char *key = config->jwt_signing_key;

	if (jwt_set_alg(jwt, JWT_ALG_HS256, (const unsigned char *)key, (int)strlen(key)) != 0)
		return NULL;
	return jwt_encode_str(jwt);
}

struct text
token_sign(const struct config *config, struct arena *arena, const struct identity *identity)
{
	jwt_t *jwt = NULL;
	struct text subject = arena_printf(arena, "%" PRId64, identity->user_id);

	if (jwt_new(&jwt) != 0 || jwt_add_grant_int(jwt, "user_id", identity->user_id) != 0 ||
	    jwt_add_grant(jwt, "sub", subject.data) != 0 || jwt_add_grant(jwt, "jti", identity->token_id) != 0 ||
	    jwt_add_grant(jwt, "sid", identity->session_id) != 0 ||
	    jwt_add_grant_int(jwt, "iat", identity->issued_at) != 0 ||
	    jwt_add_grant_int(jwt, "exp", identity->expires_at) != 0 ||
	    jwt_add_grant_int(jwt, "auth_time", identity->auth_time) != 0 ||
	    jwt_add_grant(jwt, "token_type", identity->is_api ? "api" : "access") != 0 ||
	    jwt_add_grant(jwt, "scope", identity->may_write ? "read write" : "read") != 0)
		abort(); /* only without memory */
	char *token = encode(config, jwt);
	if (token == NULL)
		abort();
	struct text copy = arena_copy(arena, token, strlen(token));
	free(token);
	jwt_free(jwt);
	return copy;
}

bool
token_open(const struct config *config)
{
	randombytes_buf(hash_key, sizeof(hash_key));
	jwt_t *jwt = NULL;
	char *token = jwt_new(&jwt) == 0 ? encode(config, jwt) : NULL;
	const char *dot = token == NULL ? NULL : strchr(token, '.');
	bool good = dot != NULL && (size_t)(dot - token) + 2 < sizeof(expected_header);

	if (good) {
		memcpy(expected_header, token, (size_t)(dot - token) + 1);
		expected_header[dot - token + 1] = '\0';
	}
	free(token);
	jwt_free(jwt);
	return good;
}
