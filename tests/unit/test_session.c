/* Sessions: refresh tokens made, read, forged, exchanged; the pair of tokens that a client gets. */
#include "auth/session.h"
#include "db_double.h"
#include "fixture.h"
#include "lib/reply.h"

#include <sodium.h>
#include <time.h>

#define VARIANT sodium_base64_VARIANT_URLSAFE_NO_PADDING

static const struct config config = {
	.jwt_signing_key = "an example key of more than 32 bytes",
	.jwt_signing_key_previous = "",
	.refresh_token_key = "a refresh key, more than 32 bytes too",
	.access_token_lifetime = 300,
	.refresh_token_lifetime = 86400,
	.trusted_proxies = "",
};

static struct request
request_with(struct arena *arena)
{
	return (struct request){ .arena = arena,
		.config = &config,
		.reply.body.arena = arena,
		.reply.headers.arena = arena };
}

static void
test_new_token_is_read_back(void **state)
{
	struct request r = request_with(*state);
	struct refresh_token created = refresh_token_create(&r), read;

	assert_true(refresh_token_read(&r, created.token, &read));
	assert_true(text_equal(created.token, read.token));
	assert_true(text_equal(created.hash, read.hash));
	assert_string_equal(created.session_id, read.session_id);
	assert_true(text_is_uuid(text_from(created.session_id)));
}

static void
test_token_is_80_bytes_and_its_hash_their_sha256(void **state)
{
	struct request r = request_with(*state);
	struct refresh_token token = refresh_token_create(&r);
	unsigned char bytes[80], hash[crypto_hash_sha256_BYTES];
	char hex[2 * sizeof(hash) + 1], uuid[37];
	size_t length;

	assert_int_equal(sodium_base642bin(bytes, sizeof(bytes), token.token.data, token.token.length, NULL, &length, NULL,
	                     VARIANT),
	    0);
	assert_int_equal(length, 80);
	crypto_hash_sha256(hash, bytes, sizeof(bytes));
	sodium_bin2hex(hex, sizeof(hex), hash, sizeof(hash));
	assert_string_equal(token.hash.data, hex);
	/* The first 16 bytes are the session. */
	sodium_bin2hex(hex, sizeof(hex), bytes, 16);
	snprintf(uuid, sizeof(uuid), "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16, hex + 20);
	assert_string_equal(token.session_id, uuid);
}

static void
test_each_login_has_a_session_of_its_own(void **state)
{
	struct request r = request_with(*state);
	struct refresh_token one = refresh_token_create(&r), other = refresh_token_create(&r);

	assert_string_not_equal(one.session_id, other.session_id);
	assert_false(text_equal(one.token, other.token));
}

static void
test_each_changed_character_breaks_the_token(void **state)
{
	struct request r = request_with(*state);
	struct refresh_token token = refresh_token_create(&r), read;

	for (size_t i = 0; i < token.token.length; i++) {
		struct text changed = arena_copy(*state, token.token.data, token.token.length);
		char *at = (char *)changed.data + i;
		*at = *at == 'A' ? 'B' : 'A';
		if (refresh_token_read(&r, changed, &read))
			fail_msg("character %zu does not matter", i);
	}
}

static void
test_what_is_no_token_of_ours_is_refused(void **state)
{
	struct request r = request_with(*state);
	struct refresh_token token = refresh_token_create(&r), read;
	const char *good = token.token.data;
	static const char *const wrong[] = { "", ".", "x", "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.x" };

	for (size_t i = 0; i < COUNT(wrong); i++)
		assert_false(refresh_token_read(&r, text_from(wrong[i]), &read));
	for (size_t length = 0; length < token.token.length; length++)
		assert_false(refresh_token_read(&r, arena_copy(*state, good, length), &read));
	assert_false(refresh_token_read(&r, arena_printf(*state, "%s=", good), &read));
	assert_false(refresh_token_read(&r, arena_printf(*state, "%sAAAA", good), &read));
	assert_false(refresh_token_read(&r, arena_printf(*state, " %s", good), &read));
}

static void
test_token_under_another_key_is_refused(void **state)
{
	struct config other = config;
	struct request r = request_with(*state);
	struct refresh_token token = refresh_token_create(&r), read;

	other.refresh_token_key = "another refresh key of 32 bytes and more";
	r.config = &other;
	assert_false(refresh_token_read(&r, token.token, &read));
}

static void
test_successor_is_always_the_same_and_of_the_same_session(void **state)
{
	struct request r = request_with(*state);
	struct refresh_token token = refresh_token_create(&r), read;
	struct refresh_token first = refresh_token_successor(&r, &token), again = refresh_token_successor(&r, &token);

	assert_true(text_equal(first.token, again.token));
	assert_true(text_equal(first.hash, again.hash));
	assert_false(text_equal(first.token, token.token));
	assert_string_equal(first.session_id, token.session_id);
	assert_true(refresh_token_read(&r, first.token, &read));
	assert_true(text_equal(read.hash, first.hash));
}

static void
test_chain_of_successors_never_repeats(void **state)
{
	struct request r = request_with(*state);
	struct text seen[50];
	struct refresh_token token = refresh_token_create(&r);

	for (size_t i = 0; i < COUNT(seen); i++) {
		seen[i] = token.token;
		for (size_t j = 0; j < i; j++)
			assert_false(text_equal(seen[i], seen[j]));
		token = refresh_token_successor(&r, &token);
	}
}

/* The row that a login or refresh answers. */
static void
answer_times(struct request *r, int64_t issued_at, int64_t auth_time)
{
	static const char *const names[] = { "_outcome", "_issued_at", "_auth_time" };
	static const enum column_type types[] = { COLUMN_TEXT, COLUMN_NUMBER, COLUMN_NUMBER };
	static const char *cells[3];
	static const struct db_double_answer answer = { 3, 1, names, types, cells, NULL, RESULT_OK };

	cells[0] = "ok";
	cells[1] = arena_integer(r->arena, issued_at).data;
	cells[2] = arena_integer(r->arena, auth_time).data;
	db_double_set(&answer);
	r->rows = db_double_rows();
}

static void
test_cookie_takes_the_refresh_token_out_of_the_body(void **state)
{
	struct request r = request_with(*state);
	struct refresh_token refresh = refresh_token_create(&r);
	struct value object;
	const char *why;

	answer_times(&r, (int64_t)time(NULL), (int64_t)time(NULL));
	assert_int_equal(reply_tokens(&r, 7, &refresh, true), RESULT_OK);
	assert_true(json_parse_object(*state, (struct text){ r.reply.body.data, r.reply.body.length }, &object, &why));
	assert_null(json_member(&object, "refresh"));
	assert_non_null(json_member(&object, "access"));
	assert_content(&r.reply.headers,
	    arena_printf(*state, "Set-Cookie: refresh=%s; HttpOnly; SameSite=Strict; Path=/auth; Max-Age=86400\r\n",
	        refresh.token.data)
	        .data,
	    r.reply.headers.length, __FILE__, __LINE__);
}

static void
test_client_gets_both_tokens(void **state)
{
	struct request r = request_with(*state);
	struct refresh_token refresh = refresh_token_create(&r);
	int64_t now = (int64_t)time(NULL);
	struct identity identity;
	struct value object;
	const char *why;

	answer_times(&r, now, now - 60);
	assert_int_equal(reply_tokens(&r, 7, &refresh, false), RESULT_OK);
	assert_int_equal(r.reply.status, 200);
	assert_true(json_parse_object(*state, (struct text){ r.reply.body.data, r.reply.body.length }, &object, &why));
	assert_true(text_equal(json_member(&object, "refresh")->text, refresh.token));
	assert_text(json_member(&object, "token_type")->text, "Bearer");
	assert_int_equal(json_member(&object, "expires_in")->integer, 300);
	assert_int_equal(token_verify(&config, json_member(&object, "access")->text, &identity), RESULT_OK);
	assert_int_equal(identity.user_id, 7);
	assert_int_equal(identity.auth_time, now - 60);
	assert_int_equal(identity.expires_at - identity.issued_at, 300);
	assert_in_range(identity.issued_at, now, now + 2);
	assert_string_equal(identity.session_id, refresh.session_id);
	assert_true(text_is_uuid(text_from(identity.token_id)));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_ARENA(test_new_token_is_read_back),
		WITH_ARENA(test_token_is_80_bytes_and_its_hash_their_sha256),
		WITH_ARENA(test_each_login_has_a_session_of_its_own),
		WITH_ARENA(test_each_changed_character_breaks_the_token),
		WITH_ARENA(test_what_is_no_token_of_ours_is_refused),
		WITH_ARENA(test_token_under_another_key_is_refused),
		WITH_ARENA(test_successor_is_always_the_same_and_of_the_same_session),
		WITH_ARENA(test_chain_of_successors_never_repeats),
		WITH_ARENA(test_client_gets_both_tokens),
		WITH_ARENA(test_cookie_takes_the_refresh_token_out_of_the_body),
	};

	if (sodium_init() < 0 || !token_open(&config))
		return 1;
	return cmocka_run_group_tests_name("session", tests, NULL, NULL);
}
