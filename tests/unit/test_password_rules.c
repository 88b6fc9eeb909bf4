/* Which passwords may be chosen, and the list of common ones that is built in. */
#include "auth/password.h"
#include "fixture.h"

static void
test_password_is_judged(void **state)
{
	static const struct {
		const char *password;
		const char *code; /* NULL: it may be */
	} cases[] = {
		{ "", "too_short" },
		{ "seven b", "too_short" },
		{ "eight by", NULL },
		{ "\xD9\x85\xD9\x85\xD9\x85\xD9\x85", NULL }, /* four letters of two bytes */
		{ "\xD9\x85\xD9\x85\xD9\x85", "too_short" },
		{ "somebody1", "same_as_name" },
		{ "SomeBody1", "same_as_name" },
		{ "somebody12", NULL },
		{ "password", "too_common" },
		{ "PassWord", "too_common" },
		{ "12345678", "too_common" },
		{ "correct horse battery staple", NULL },
		{ "password ", NULL },
		{ "strongpassword123", NULL },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct field_errors errors = { .json.arena = *state };
		bool good = password_may_be(*state, text_from(cases[i].password), TEXT("somebody1"), TEXT("password"), &errors);
		if (good != (cases[i].code == NULL) || good != (errors.json.length == 0))
			fail_msg("\"%s\"", cases[i].password);
		if (!good && memmem(errors.json.data, errors.json.length, cases[i].code, strlen(cases[i].code)) == NULL)
			fail_msg("\"%s\": %.*s", cases[i].password, (int)errors.json.length, errors.json.data);
	}
}

static void
test_common_passwords_are_sorted_and_all_found(void **state)
{
	assert_in_range(common_password_count, 5000, 100000);
	for (size_t i = 0; i < common_password_count; i++) {
		const char *password = common_passwords + common_password_places[i];
		struct field_errors errors = { .json.arena = *state };
		if (i > 0)
			assert_true(strcmp(common_passwords + common_password_places[i - 1], password) < 0);
		assert_true(strlen(password) >= PASSWORD_LEAST);
		if (password_may_be(*state, text_from(password), (struct text){ 0 }, TEXT("password"), &errors))
			fail_msg("\"%s\"", password);
		arena_reset(*state);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_ARENA(test_password_is_judged),
		WITH_ARENA(test_common_passwords_are_sorted_and_all_found),
	};

	return cmocka_run_group_tests_name("password_rules", tests, NULL, NULL);
}
