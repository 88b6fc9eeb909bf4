/* User names and e-mail addresses: what they may hold, how they are written, how they are compared. */
#include "auth/username.h"
#include "fixture.h"

static bool
read_name(struct arena *arena, const char *given, struct text *name, struct text *key, struct field_errors *errors)
{
	*errors = (struct field_errors){ .json.arena = arena };
	return username_read(arena, text_from(given), name, key, errors);
}

static bool
read_email(struct arena *arena, const char *given, struct text *email, struct text *key, struct field_errors *errors)
{
	*errors = (struct field_errors){ .json.arena = arena };
	return email_read(arena, text_from(given), email, key, errors);
}

/* The code of the one error. */
static void
assert_code(struct arena *arena, const struct field_errors *errors, const char *given, const char *field,
    const char *code)
{
	struct value error;
	const char *why;

	if (!json_parse_object(arena, (struct text){ errors->json.data, errors->json.length }, &error, &why))
		fail_msg("\"%s\": %.*s", given, (int)errors->json.length, errors->json.data);
	if (!text_equal(json_member(&error, "field")->text, text_from(field)) ||
	    !text_equal(json_member(&error, "code")->text, text_from(code)))
		fail_msg("\"%s\": %.*s", given, (int)errors->json.length, errors->json.data);
}

static void
test_names_are_written_in_nfkc_and_compared_casefolded(void **state)
{
	static const struct {
		const char *given;
		const char *name;
		const char *key;
	} cases[] = {
		{ "testuser", "testuser", "testuser" },
		{ "TestUser", "TestUser", "testuser" },
		{ "a.b+c-d_e@f", "a.b+c-d_e@f", "a.b+c-d_e@f" },
		{ "کاربر", "کاربر", "کاربر" },
		{ "ÉCOLE", "ÉCOLE", "école" },
		{ "E\xCC\x81"
		  "COLE",
		    "ÉCOLE", "école" },                                   /* combining accent */
		{ "\xEF\xBC\xA1\xEF\xBC\xA2\xEF\xBC\xA3", "ABC", "abc" }, /* full width */
		{ "Straße", "Straße", "strasse" },
		{ "\xEF\xAC\x81ne", "fine", "fine" }, /* ligature fi */
		{ "user\xC2\xB2", "user2", "user2" }, /* superscript two */
		{ "ΣΊΣΥΦΟΣ", "ΣΊΣΥΦΟΣ", "σίσυφοσ" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct text name, key;
		struct field_errors errors;
		if (!read_name(*state, cases[i].given, &name, &key, &errors))
			fail_msg("\"%s\" was refused", cases[i].given);
		if (!text_equal(name, text_from(cases[i].name)) || !text_equal(key, text_from(cases[i].key)))
			fail_msg("\"%s\": \"%s\", \"%s\"", cases[i].given, name.data, key.data);
		assert_true(text_equal(username_key(*state, text_from(cases[i].given)), key));
	}
}

static void
test_names_with_other_characters_are_refused(void **state)
{
	static const char *const cases[] = {
		"a b c", "abc ", " abc", "abc\t", "abc\n", "a/bc", "a\\bc", "abc!", "abc\"", "<abc>", "a,bc", "a:b", "a%b",
		"a#b", "abc\x7F", "abc\x01", "abc\xE2\x80\x8B", /* zero width space */
		"abc\xE2\x80\x8D"
		"d", /* zero width joiner */
		"abc\xE2\x80\xAE"
		"d",                      /* right-to-left override */
		"abc\xC2\xA0",            /* no-break space */
		"😀😀😀", "abc\xEF\xBF\xBD", /* replacement character */
		"abc\xEE\x80\x80",        /* private use */
		"a\xE2\x80\x94"
		"bc", /* em dash */
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct text name, key;
		struct field_errors errors;
		if (read_name(*state, cases[i], &name, &key, &errors))
			fail_msg("\"%s\" was taken", cases[i]);
		assert_code(*state, &errors, cases[i], "username", "format");
	}
}

static void
test_names_have_3_to_150_characters_of_their_nfkc(void **state)
{
	struct text name, key;
	struct field_errors errors;
	char given[4 * 151 + 1] = "";

	assert_false(read_name(*state, "", &name, &key, &errors));
	assert_false(read_name(*state, "ab", &name, &key, &errors));
	assert_code(*state, &errors, "ab", "username", "too_short");
	assert_true(read_name(*state, "abc", &name, &key, &errors));
	assert_false(read_name(*state, "e\xCC\x81z", &name, &key, &errors)); /* three code points, two characters */
	assert_code(*state, &errors, "éz", "username", "too_short");
	for (int i = 0; i < 150; i++)
		memcpy(given + 2 * i, "\xD9\x83", 3);
	assert_true(read_name(*state, given, &name, &key, &errors));
	memcpy(given + 300, "\xD9\x83", 3);
	assert_false(read_name(*state, given, &name, &key, &errors));
	assert_code(*state, &errors, given, "username", "too_long");
}

static void
test_names_that_look_the_same_have_one_key(void **state)
{
	struct text composed = username_key(*state, TEXT("Caf\xC3\xA9")),
	            apart = username_key(*state, TEXT("CAFE\xCC\x81"));

	assert_true(text_equal(composed, apart));
	assert_false(text_equal(composed, username_key(*state, TEXT("cafe"))));
	/* What no eye sees does not make another name. */
	assert_true(text_equal(username_key(*state, TEXT("caf\xC3\xA9")),
	    username_key(*state, TEXT("caf\xC2\xAD\xC3\xA9"))));
}

static void
test_name_that_can_be_nobodys_has_no_key(void **state)
{
	assert_absent(username_key(*state, TEXT("")));
	assert_absent(username_key(*state, TEXT("\xC2\xAD"))); /* soft hyphen: nothing is left */
	assert_absent(username_key(*state, TEXT("\xFF")));
}

static void
test_addresses_are_taken_as_given_and_compared_casefolded(void **state)
{
	static const char *const cases[] = { "test@example.com", "a@b.c", "first.last+tag@sub.example.com",
		"1234567890123456789012345678901234567890123456789012345678901234@b.c", "\"x\"@b.c", "کاربر@مثال.آزمایشی" };
	struct text email, key;
	struct field_errors errors;

	for (size_t i = 0; i < COUNT(cases); i++) {
		if (!read_email(*state, cases[i], &email, &key, &errors))
			fail_msg("%s was refused", cases[i]);
		assert_true(text_equal(email, text_from(cases[i])));
	}
	assert_true(read_email(*state, "Test@EXAMPLE.com", &email, &key, &errors));
	assert_text(email, "Test@EXAMPLE.com");
	assert_text(key, "test@example.com");
}

static void
test_empty_address_is_absent(void **state)
{
	struct text email, key;
	struct field_errors errors;

	assert_true(read_email(*state, "", &email, &key, &errors));
	assert_absent(email);
	assert_absent(key);
	assert_true(read_email(*state, NULL, &email, &key, &errors));
	assert_absent(email);
}

static void
test_what_is_no_address_is_refused(void **state)
{
	static const char *const cases[] = {
		"x",
		"@",
		"@b.c",
		"a@",
		"a@b",
		"a@.c",
		"a@b.",
		"a@b@c.d",
		"a b@c.d",
		"a@b .c",
		"a@b.c\n",
		"\ta@b.c",
		"a@b.c\x7F",
		"12345678901234567890123456789012345678901234567890123456789012345@b.c",
	};
	struct text email, key;
	struct field_errors errors;

	for (size_t i = 0; i < COUNT(cases); i++) {
		if (read_email(*state, cases[i], &email, &key, &errors))
			fail_msg("%s was taken", cases[i]);
		assert_code(*state, &errors, cases[i], "email", "format");
		assert_absent(email);
		assert_absent(key);
	}
}

static void
test_address_has_at_most_254_bytes(void **state)
{
	struct text email, key;
	struct field_errors errors;
	char given[256];

	memset(given, 'd', sizeof(given));
	memcpy(given, "a@b.", 4);
	given[254] = '\0';
	assert_true(read_email(*state, given, &email, &key, &errors));
	given[254] = 'd';
	given[255] = '\0';
	assert_false(read_email(*state, given, &email, &key, &errors));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_ARENA(test_names_are_written_in_nfkc_and_compared_casefolded),
		WITH_ARENA(test_names_with_other_characters_are_refused),
		WITH_ARENA(test_names_have_3_to_150_characters_of_their_nfkc),
		WITH_ARENA(test_names_that_look_the_same_have_one_key),
		WITH_ARENA(test_name_that_can_be_nobodys_has_no_key),
		WITH_ARENA(test_addresses_are_taken_as_given_and_compared_casefolded),
		WITH_ARENA(test_empty_address_is_absent),
		WITH_ARENA(test_what_is_no_address_is_refused),
		WITH_ARENA(test_address_has_at_most_254_bytes),
	};

	return cmocka_run_group_tests_name("username", tests, NULL, NULL);
}
