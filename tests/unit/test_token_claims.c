/* The claims of access tokens: their types and ranges, their time, their scope. */
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

static void
test_scope_decides_who_may_write(void **state)
{
	static const char *const scopes[] = { "", "\"scope\":\"read\"", "\"scope\":\"\"", "\"scope\":\"read writes\"",
		"\"scope\":1" };
	struct identity identity;

	for (size_t i = 0; i < COUNT(scopes); i++) {
		struct text token = token_of(*state, HEADER, payload_with(*state, now, "scope", scopes[i]), KEY);
		assert_int_equal(token_verify(&config, token, &identity), RESULT_OK);
		assert_false(identity.may_write);
	}
}

static void
test_wrong_claims_are_refused(void **state)
{
	static const struct {
		const char *name;
		const char *member;
	} cases[] = {
		{ "user_id", "" },
		{ "user_id", "\"user_id\":0" },
		{ "user_id", "\"user_id\":-1" },
		{ "user_id", "\"user_id\":\"7\"" },
		{ "user_id", "\"user_id\":7.0" },
		{ "user_id", "\"user_id\":true" },
		{ "user_id", "\"user_id\":null" },
		{ "user_id", "\"user_id\":9223372036854775808" },
		{ "exp", "" },
		{ "exp", "\"exp\":\"9999999999\"" },
		{ "exp", "\"exp\":9999999999.5" },
		{ "exp", "\"exp\":true" },
		{ "exp", "\"exp\":0" },
		{ "exp", "\"exp\":-1" },
		{ "exp", "\"exp\":[9999999999]" },
		{ "iat", "" },
		{ "iat", "\"iat\":0" },
		{ "iat", "\"iat\":\"1\"" },
		{ "iat", "\"iat\":9999999999" },
		{ "auth_time", "" },
		{ "auth_time", "\"auth_time\":-1" },
		{ "auth_time", "\"auth_time\":0" },
		{ "auth_time", "\"auth_time\":9999999999" },
		{ "auth_time", "\"auth_time\":\"1\"" },
		{ "sid", "" },
		{ "sid", "\"sid\":\"\"" },
		{ "sid", "\"sid\":7" },
		{ "sid", "\"sid\":\"" SESSION "0\"" },
		{ "jti", "" },
		{ "jti", "\"jti\":\"x\"" },
		{ "token_type", "" },
		{ "token_type", "\"token_type\":\"refresh\"" },
		{ "token_type", "\"token_type\":\"Access\"" },
		{ "token_type", "\"token_type\":1" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct text token = token_of(*state, HEADER, payload_with(*state, now, cases[i].name, cases[i].member), KEY);
		if (verify(token) != RESULT_INVALID_TOKEN)
			fail_msg("%s %s: %s", cases[i].name, cases[i].member, result_problem(verify(token))->word);
	}
}

static void
test_token_expires_at_its_second(void **state)
{
	struct arena *arena = *state;

	now = (int64_t)time(NULL);
	const char *just = arena_printf(arena, "\"exp\":%lld", (long long)now).data;
	const char *soon = arena_printf(arena, "\"exp\":%lld", (long long)now + 30).data;
	assert_int_equal(verify(token_of(arena, HEADER, payload_with(arena, now, "exp", just), KEY)), RESULT_EXPIRED_TOKEN);
	assert_int_equal(verify(token_of(arena, HEADER, payload_with(arena, now, "exp", soon), KEY)), RESULT_OK);
	assert_int_equal(verify(token_of(arena, HEADER, payload_with(arena, now, "exp", "\"exp\":1"), KEY)),
	    RESULT_EXPIRED_TOKEN);
}

static void
test_clock_of_the_issuer_may_be_half_a_minute_ahead(void **state)
{
	struct arena *arena = *state;

	now = (int64_t)time(NULL);
	const char *near = arena_printf(arena, "\"iat\":%lld", (long long)now + 25).data;
	const char *far = arena_printf(arena, "\"iat\":%lld", (long long)now + 60).data;
	assert_int_equal(verify(token_of(arena, HEADER, payload_with(arena, now, "iat", near), KEY)), RESULT_OK);
	assert_int_equal(verify(token_of(arena, HEADER, payload_with(arena, now, "iat", far), KEY)), RESULT_INVALID_TOKEN);
}

static void
test_payload_that_is_no_object_is_refused(void **state)
{
	static const char *const payloads[] = { "", "null", "[]", "7", "{", "{}", "\xFF" };

	for (size_t i = 0; i < COUNT(payloads); i++)
		assert_int_equal(verify(token_of(*state, HEADER, payloads[i], KEY)), RESULT_INVALID_TOKEN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_ARENA(test_scope_decides_who_may_write),
		WITH_ARENA(test_wrong_claims_are_refused),
		WITH_ARENA(test_token_expires_at_its_second),
		WITH_ARENA(test_clock_of_the_issuer_may_be_half_a_minute_ahead),
		WITH_ARENA(test_payload_that_is_no_object_is_refused),
	};

	now = (int64_t)time(NULL);
	if (sodium_init() < 0 || !token_open(&config))
		return 1;
	return cmocka_run_group_tests_name("token_claims", tests, NULL, NULL);
}
