/*
 * Tokens made without the code under test: libsodium signs them.
 */
#ifndef TASKLIGHT_TOKEN_FORGE_H
#define TASKLIGHT_TOKEN_FORGE_H

#include "fixture.h"
#include "lib/token.h"

#include <sodium.h>

#define VARIANT sodium_base64_VARIANT_URLSAFE_NO_PADDING
#define KEY "an example key of more than 32 bytes"
#define OTHER_KEY "another key, also more than 32 bytes"
#define SESSION "0f8fad5b-d9cb-469f-a165-70867728950e"
#define TOKEN_ID "7c9e6679-7425-40de-944b-e07fc1f90ae7"
#define HEADER "{\"alg\":\"HS256\",\"typ\":\"JWT\"}"

static inline struct text
base64url(struct arena *arena, const void *data, size_t length)
{
	size_t size = sodium_base64_encoded_len(length, VARIANT);
	char *coded = arena_alloc(arena, size);

	sodium_bin2base64(coded, size, data, length, VARIANT);
	return (struct text){ .data = coded, .length = size - 1 };
}

/* HMAC-SHA-256 of input, base64url, by libsodium. */
static inline struct text
signature(struct arena *arena, struct text input, const char *key)
{
	uint8_t mac[crypto_auth_hmacsha256_BYTES];
	crypto_auth_hmacsha256_state hmac;

	crypto_auth_hmacsha256_init(&hmac, (const unsigned char *)key, strlen(key));
	crypto_auth_hmacsha256_update(&hmac, (const unsigned char *)input.data, input.length);
	crypto_auth_hmacsha256_final(&hmac, mac);
	return base64url(arena, mac, sizeof(mac));
}

/* A token of this header and payload, well signed with key. */
static inline struct text
token_of(struct arena *arena, const char *header, const char *payload, const char *key)
{
	struct text head = base64url(arena, header, strlen(header)), body = base64url(arena, payload, strlen(payload));
	struct text input = arena_printf(arena, "%s.%s", head.data, body.data);

	return arena_printf(arena, "%s.%s", input.data, signature(arena, input, key).data);
}

/* The payload of a good token in which the member name is replaced by member ("" leaves it out). */
static inline const char *
payload_with(struct arena *arena, int64_t now, const char *name, const char *member)
{
	const struct {
		const char *name;
		struct text member;
	} members[] = {
		{ "user_id", TEXT("\"user_id\":7") },
		{ "sub", TEXT("\"sub\":\"7\"") },
		{ "iat", arena_printf(arena, "\"iat\":%lld", (long long)now) },
		{ "exp", arena_printf(arena, "\"exp\":%lld", (long long)now + 300) },
		{ "auth_time", arena_printf(arena, "\"auth_time\":%lld", (long long)now) },
		{ "sid", TEXT("\"sid\":\"" SESSION "\"") },
		{ "jti", TEXT("\"jti\":\"" TOKEN_ID "\"") },
		{ "token_type", TEXT("\"token_type\":\"access\"") },
		{ "scope", TEXT("\"scope\":\"read write\"") },
	};
	struct buffer payload = { .arena = arena };

	for (size_t i = 0; i < COUNT(members); i++) {
		struct text text = strcmp(members[i].name, name) == 0 ? text_from(member) : members[i].member;
		if (text.length == 0)
			continue;
		buffer_append(&payload, payload.length == 0 ? "{" : ",", 1);
		buffer_text(&payload, text);
	}
	buffer_append(&payload, "}", 2);
	return payload.data;
}

#endif
