/* A login's session: refresh tokens made, read and exchanged, and the reply that carries them. */
#include "session.h"

#include "lib/reply.h"
#include "lib/uuid.h"

#include <sodium.h>

#define VARIANT sodium_base64_VARIANT_URLSAFE_NO_PADDING
#define MAC_SIZE crypto_auth_hmacsha256_BYTES

struct refresh_bytes {
	uint8_t session_id[16];
	uint8_t nonce[MAC_SIZE];
	uint8_t mac[MAC_SIZE];
};

_Static_assert(sizeof(struct refresh_bytes) == 80, "the token's bytes have no gaps");

/* HMAC of session id and nonce under the configured key, for one purpose. */
static void
authenticate(const struct request *r, const struct refresh_bytes *bytes, char purpose, uint8_t mac[MAC_SIZE])
{
	const char *key = r->config->refresh_token_key;
	crypto_auth_hmacsha256_state state;

	crypto_auth_hmacsha256_init(&state, (const unsigned char *)key, strlen(key));
	crypto_auth_hmacsha256_update(&state, (const unsigned char *)&purpose, 1);
	crypto_auth_hmacsha256_update(&state, bytes->session_id, sizeof(bytes->session_id));
	crypto_auth_hmacsha256_update(&state, bytes->nonce, sizeof(bytes->nonce));
	crypto_auth_hmacsha256_final(&state, mac);
}

/* The token of these bytes, with its texts in the arena. */
static struct refresh_token
describe(struct request *r, const struct refresh_bytes *bytes)
{
	struct refresh_token described;
	uint8_t hash[crypto_hash_sha256_BYTES];
	size_t size = sodium_base64_encoded_len(sizeof(*bytes), VARIANT);
	char *token = arena_alloc(r->arena, size), *hex = arena_alloc(r->arena, 2 * sizeof(hash) + 1);

	uuid_format(bytes->session_id, described.session_id);
	described.token = text_from(sodium_bin2base64(token, size, (const unsigned char *)bytes, sizeof(*bytes), VARIANT));
	crypto_hash_sha256(hash, (const unsigned char *)bytes, sizeof(*bytes));
	described.hash = text_from(sodium_bin2hex(hex, 2 * sizeof(hash) + 1, hash, sizeof(hash)));
	return described;
}

/* The bytes of a token as sent; false when they are not ours. */
static bool
decode(struct request *r, struct text token, struct refresh_bytes *bytes)
{
	uint8_t mac[MAC_SIZE];
	size_t length;
	const char *end;

	if (sodium_base642bin((unsigned char *)bytes, sizeof(*bytes), token.data, token.length, NULL, &length, &end,
	        VARIANT) != 0 ||
	    length != sizeof(*bytes) || end != token.data + token.length)
		return false;
	authenticate(r, bytes, 't', mac);
	return sodium_memcmp(mac, bytes->mac, sizeof(mac)) == 0;
}

struct refresh_token
refresh_token_create(struct request *r)
{
	struct refresh_bytes bytes;

	uuid_random(bytes.session_id);
	randombytes_buf(bytes.nonce, sizeof(bytes.nonce));
	authenticate(r, &bytes, 't', bytes.mac);
	return describe(r, &bytes);
}

bool
refresh_token_read(struct request *r, struct text token, struct refresh_token *read)
{
	struct refresh_bytes bytes;

	if (!decode(r, token, &bytes))
		return false;
	*read = describe(r, &bytes);
	return true;
}

struct refresh_token
refresh_token_successor(struct request *r, const struct refresh_token *token)
{
	struct refresh_bytes bytes = { 0 };
	uint8_t nonce[MAC_SIZE];

	decode(r, token->token, &bytes);
	authenticate(r, &bytes, 'n', nonce);
	memcpy(bytes.nonce, nonce, sizeof(nonce));
	authenticate(r, &bytes, 't', bytes.mac);
	return describe(r, &bytes);
}

enum result
reply_tokens(struct request *r, int64_t user_id, const struct refresh_token *refresh, bool in_cookie)
{
	int64_t now = rows_integer(&r->rows, 0, "_issued_at");
	struct identity identity = {
		.user_id = user_id,
		.issued_at = now,
		.expires_at = now + r->config->access_token_lifetime,
		.auth_time = rows_integer(&r->rows, 0, "_auth_time"),
		.may_write = true,
	};
	struct buffer *body = &r->reply.body;
	uint8_t token_id[16];

	uuid_random(token_id);
	uuid_format(token_id, identity.token_id);
	memcpy(identity.session_id, refresh->session_id, sizeof(identity.session_id));
	buffer_literal(body, "{");
	json_name(body, "access");
	json_text(body, token_sign(r->config, r->arena, &identity));
	if (in_cookie) {
		session_cookie_set(r, refresh->token);
	} else {
		json_name(body, "refresh");
		json_text(body, refresh->token);
	}
	json_name(body, "token_type");
	json_text(body, TEXT("Bearer"));
	json_name(body, "expires_in");
	buffer_integer(body, r->config->access_token_lifetime);
	buffer_literal(body, "}");
	return reply_object(r, 200);
}
