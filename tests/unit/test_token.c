/* Access tokens: signed, checked, refused; libsodium's HMAC-SHA-256 is the second opinion on the signature. */
#include "token_forge.h"

#include <time.h>

static const struct config config = { .jwt_signing_key = KEY, .jwt_signing_key_previous = "" };
static int64_t now;

static enum result
verify(struct text token)
{
	struct identity identity;

	return token_verify(&config, token, &identity);
}

/* A good token; another user's is another token, which is not remembered from an earlier test. */
static struct text
sign(struct arena *arena, int64_t user_id)
{
	return token_sign(&config, arena,
	    &(struct identity){ .user_id = user_id,
	        .issued_at = now,
	        .expires_at = now + 300,
	        .auth_time = now - 60,
	        .session_id = SESSION,
	        .token_id = TOKEN_ID,
	        .may_write = true });
}

static void
test_signed_token_gives_its_claims_back(void **state)
{
	struct identity identity;

	assert_int_equal(token_verify(&config, sign(*state, 7), &identity), RESULT_OK);
	assert_int_equal(identity.user_id, 7);
	assert_int_equal(identity.issued_at, now);
	assert_int_equal(identity.expires_at, now + 300);
	assert_int_equal(identity.auth_time, now - 60);
	assert_string_equal(identity.session_id, SESSION);
	assert_string_equal(identity.token_id, TOKEN_ID);
	assert_true(identity.may_write);
}

static void
test_signature_is_hmac_sha256_in_a_second_opinion(void **state)
{
	struct text token = sign(*state, 8);
	const char *dot = strrchr(token.data, '.');
	struct text input = { .data = token.data, .length = (size_t)(dot - token.data) };

	assert_string_equal(dot + 1, signature(*state, input, KEY).data);
	assert_string_not_equal(dot + 1, signature(*state, input, OTHER_KEY).data);
	assert_true(text_starts(token, base64url(*state, HEADER, strlen(HEADER))));
}

static void
test_token_signed_elsewhere_with_the_key_is_taken(void **state)
{
	struct identity identity;
	struct text token = token_of(*state, HEADER, payload_with(*state, now, "", ""), KEY);

	assert_int_equal(token_verify(&config, token, &identity), RESULT_OK);
	assert_int_equal(identity.user_id, 7);
	assert_true(identity.may_write);
}

static void
test_other_headers_are_refused_however_signed(void **state)
{
	static const char *const headers[] = {
		"{\"alg\":\"none\",\"typ\":\"JWT\"}",
		"{\"alg\":\"HS512\",\"typ\":\"JWT\"}",
		"{\"alg\":\"hs256\",\"typ\":\"JWT\"}",
		"{\"typ\":\"JWT\",\"alg\":\"HS256\"}",
		"{\"alg\":\"HS256\"}",
		"{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"1\"}",
		"{}",
		"",
	};
	const char *payload = payload_with(*state, now, "", "");

	for (size_t i = 0; i < COUNT(headers); i++)
		assert_int_equal(verify(token_of(*state, headers[i], payload, KEY)), RESULT_INVALID_TOKEN);
	struct text none = base64url(*state, headers[0], strlen(headers[0]));
	struct text body = base64url(*state, payload, strlen(payload));
	assert_int_equal(verify(arena_printf(*state, "%s.%s.", none.data, body.data)), RESULT_INVALID_TOKEN);
	assert_int_equal(verify(arena_printf(*state, "%s.%s", none.data, body.data)), RESULT_INVALID_TOKEN);
}

static void
test_each_changed_character_breaks_the_token(void **state)
{
	struct text good = sign(*state, 9);

	/* What was taken once is remembered: that must not let others pass. */
	assert_int_equal(verify(good), RESULT_OK);
	for (size_t i = 0; i < good.length; i++) {
		struct text changed = arena_copy(*state, good.data, good.length);
		char *at = (char *)changed.data + i;
		*at = *at == 'A' ? 'B' : 'A';
		if (verify(changed) != RESULT_INVALID_TOKEN)
			fail_msg("character %zu of %s does not matter", i, good.data);
	}
}

static void
test_cut_and_prolonged_tokens_are_refused(void **state)
{
	struct text good = sign(*state, 10);

	assert_int_equal(verify(good), RESULT_OK);
	for (size_t length = 0; length < good.length; length++)
		assert_int_equal(verify(arena_copy(*state, good.data, length)), RESULT_INVALID_TOKEN);
	assert_int_equal(verify(arena_printf(*state, "%s.", good.data)), RESULT_INVALID_TOKEN);
	assert_int_equal(verify(arena_printf(*state, "%s=", good.data)), RESULT_INVALID_TOKEN);
	assert_int_equal(verify(arena_printf(*state, "%s ", good.data)), RESULT_INVALID_TOKEN);
	assert_int_equal(verify(arena_printf(*state, " %s", good.data)), RESULT_INVALID_TOKEN);
	assert_int_equal(verify(arena_printf(*state, "%s.x", good.data)), RESULT_INVALID_TOKEN);
}

static void
test_overlong_token_is_refused_unread(void **state)
{
	struct buffer payload = { .arena = *state };

	/* Well signed and well formed, but longer than we take. */
	buffer_literal(&payload, "{\"x\":\"");
	memset(buffer_reserve(&payload, 2000), 'x', 2000);
	payload.length += 2000;
	buffer_literal(&payload, "\",");
	buffer_text(&payload, text_from(payload_with(*state, now, "", "") + 1));
	buffer_append(&payload, "", 1);
	struct text token = token_of(*state, HEADER, payload.data, KEY);
	assert_true(token.length > TOKEN_LENGTH_MAX);
	assert_int_equal(verify(token), RESULT_INVALID_TOKEN);
}

static void
test_api_token_says_that_it_is_one_and_what_it_may(void **state)
{
	for (int i = 0; i < 2; i++) {
		struct identity given = { .user_id = 21 + i,
			.issued_at = now,
			.expires_at = now + 86400,
			.auth_time = now,
			.session_id = SESSION,
			.token_id = TOKEN_ID,
			.may_write = i == 1,
			.is_api = true };
		struct identity identity;
		assert_int_equal(token_verify(&config, token_sign(&config, *state, &given), &identity), RESULT_OK);
		assert_true(identity.is_api);
		assert_int_equal(identity.may_write, i == 1);
	}
}

static void
test_previous_key_is_taken_and_does_not_sign(void **state)
{
	const struct config rotated = { .jwt_signing_key = OTHER_KEY, .jwt_signing_key_previous = KEY };
	struct identity identity;
	struct text old = sign(*state, 11);

	assert_int_equal(token_verify(&rotated, old, &identity), RESULT_OK);
	identity.user_id = 12;
	struct text new = token_sign(&rotated, *state, &identity);
	assert_int_equal(token_verify(&config, new, &identity), RESULT_INVALID_TOKEN);
	assert_int_equal(token_verify(&rotated, new, &identity), RESULT_OK);
}

static void
test_remembered_tokens_keep_their_own_claims(void **state)
{
	struct identity identity;
	static struct text tokens[3000];

	/* More than are remembered, each asked for twice in a row and then all again. */
	for (int64_t i = 0; i < (int64_t)COUNT(tokens); i++) {
		tokens[i] = sign(*state, 1000 + i);
		for (int again = 0; again < 2; again++) {
			assert_int_equal(token_verify(&config, tokens[i], &identity), RESULT_OK);
			assert_int_equal(identity.user_id, 1000 + i);
			assert_string_equal(identity.session_id, SESSION);
			assert_true(identity.may_write);
		}
	}
	for (int64_t i = 0; i < (int64_t)COUNT(tokens); i++) {
		assert_int_equal(token_verify(&config, tokens[i], &identity), RESULT_OK);
		assert_int_equal(identity.user_id, 1000 + i);
	}
}

static void
test_remembered_token_expires_all_the_same(void **state)
{
	struct arena *arena = *state;

	now = (int64_t)time(NULL);
	const char *exp = arena_printf(arena, "\"exp\":%lld", (long long)now + 1).data;
	struct text token = token_of(arena, HEADER, payload_with(arena, now, "exp", exp), KEY);
	enum result first = verify(token);
	assert_true(first == RESULT_OK || time(NULL) > now);
	while (time(NULL) <= now)
		nanosleep(&(struct timespec){ .tv_nsec = 20000000 }, NULL);
	assert_int_equal(verify(token), RESULT_EXPIRED_TOKEN);
}

static void
test_unknown_key_is_refused(void **state)
{
	const char *payload = payload_with(*state, now, "", "");

	assert_int_equal(verify(token_of(*state, HEADER, payload, OTHER_KEY)), RESULT_INVALID_TOKEN);
	assert_int_equal(verify(token_of(*state, HEADER, payload, "")), RESULT_INVALID_TOKEN);
}

static void
test_refused_token_leaves_no_identity(void **state)
{
	struct identity identity;

	memset(&identity, 0xFF, sizeof(identity));
	assert_int_equal(token_verify(&config, TEXT("x"), &identity), RESULT_INVALID_TOKEN);
	assert_int_equal(identity.user_id, 0);
	assert_false(identity.may_write);
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_ARENA(test_signed_token_gives_its_claims_back),
		WITH_ARENA(test_signature_is_hmac_sha256_in_a_second_opinion),
		WITH_ARENA(test_token_signed_elsewhere_with_the_key_is_taken),
		WITH_ARENA(test_other_headers_are_refused_however_signed),
		WITH_ARENA(test_each_changed_character_breaks_the_token),
		WITH_ARENA(test_cut_and_prolonged_tokens_are_refused),
		WITH_ARENA(test_overlong_token_is_refused_unread),
		WITH_ARENA(test_api_token_says_that_it_is_one_and_what_it_may),
		WITH_ARENA(test_previous_key_is_taken_and_does_not_sign),
		WITH_ARENA(test_remembered_tokens_keep_their_own_claims),
		WITH_ARENA(test_remembered_token_expires_all_the_same),
		WITH_ARENA(test_unknown_key_is_refused),
		WITH_ARENA(test_refused_token_leaves_no_identity),
	};

	now = (int64_t)time(NULL);
	if (sodium_init() < 0 || !token_open(&config))
		return 1;
	return cmocka_run_group_tests_name("token", tests, NULL, NULL);
}
