/* Access tokens: nothing but what our own key signed is taken, whatever the header or the claims say. */
#include "fuzz.h"

#include "lib/token.h"

#include <time.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct config config = { .jwt_signing_key = "0123456789abcdef0123456789abcdef",
		.jwt_signing_key_previous = "" };
	static bool open;
	struct arena *arena = fuzz_arena();
	struct identity identity;

	if (!open)
		open = token_open(&config);
	CLAIM(open);
	struct text given = fuzz_text(arena, data, size);
	CLAIM(token_verify(&config, given, &identity) == RESULT_INVALID_TOKEN);

	/* The same with a good header before, and a good token with some bytes exchanged. */
	struct identity good = { .user_id = 7,
		.issued_at = (int64_t)time(NULL),
		.expires_at = (int64_t)time(NULL) + 60,
		.auth_time = (int64_t)time(NULL),
		.session_id = "00000000-0000-4000-8000-000000000001",
		.token_id = "00000000-0000-4000-8000-000000000002" };
	struct text token = token_sign(&config, arena, &good);
	size_t header = (size_t)(strchr(token.data, '.') - token.data) + 1;
	struct text forged = arena_printf(arena, "%.*s%s", (int)header, token.data, given.data);
	CLAIM(token_verify(&config, forged, &identity) == RESULT_INVALID_TOKEN);
	char *changed = arena_alloc(arena, token.length + 1);
	memcpy(changed, token.data, token.length);
	for (size_t i = 0; i + 1 < size; i += 2)
		changed[data[i] * token.length / 256] = (char)data[i + 1];
	if (strcmp(changed, token.data) == 0) {
		CLAIM(token_verify(&config, token, &identity) == RESULT_OK);
		return 0;
	}
	enum result result = token_verify(&config, text_from(changed), &identity);
	/* The last character of a signature holds two bits that mean nothing. */
	if (memcmp(changed, token.data, token.length - 1) != 0)
		CLAIM(result == RESULT_INVALID_TOKEN);
	return 0;
}
