/* Passwords: Argon2id hashes made and checked, and a name that does not exist takes as long. */
#include "auth/password.h"
#include "fixture.h"
#include "lib/clock.h"

#include <sodium.h>

/* Cheap, but not so cheap that its time could not be measured. */
static const struct config config = { .password_memory = 4096, .password_passes = 2 };

static void
test_right_password_is_known_and_others_are_not(void **state)
{
	struct text hash = password_hash(&config, *state, TEXT("strongpassword123"));

	assert_true(password_check(hash, TEXT("strongpassword123")));
	assert_false(password_check(hash, TEXT("strongpassword124")));
	assert_false(password_check(hash, TEXT("strongpassword12")));
	assert_false(password_check(hash, TEXT("strongpassword1234")));
	assert_false(password_check(hash, TEXT("Strongpassword123")));
	assert_false(password_check(hash, TEXT("")));
}

static void
test_hash_is_argon2id_with_the_configured_costs(void **state)
{
	struct text hash = password_hash(&config, *state, TEXT("strongpassword123"));

	assert_true(text_starts(hash, TEXT("$argon2id$v=19$m=4096,t=2,p=1$")));
	assert_int_equal(hash.length, strlen(hash.data));
}

static void
test_same_password_has_another_hash_each_time(void **state)
{
	struct text one = password_hash(&config, *state, TEXT("strongpassword123"));
	struct text other = password_hash(&config, *state, TEXT("strongpassword123"));

	assert_false(text_equal(one, other));
	assert_true(password_check(other, TEXT("strongpassword123")));
}

static void
test_every_byte_of_a_long_password_counts(void **state)
{
	char password[1024];

	memset(password, 'p', sizeof(password));
	struct text hash = password_hash(&config, *state, (struct text){ password, sizeof(password) });
	assert_true(password_check(hash, (struct text){ password, sizeof(password) }));
	password[1023] = 'q';
	assert_false(password_check(hash, (struct text){ password, sizeof(password) }));
}

static void
test_absent_or_broken_hash_is_always_wrong(void **state)
{
	static const char *const broken[] = { "", "x", "$argon2id$v=19$m=4096,t=2,p=1$", "strongpassword123" };

	(void)state;
	assert_false(password_check(text_from(NULL), TEXT("strongpassword123")));
	for (size_t i = 0; i < COUNT(broken); i++)
		assert_false(password_check(text_from(broken[i]), TEXT("strongpassword123")));
}

static void
test_absent_hash_takes_as_long_as_a_wrong_password(void **state)
{
	struct text hash = password_hash(&config, *state, TEXT("strongpassword123"));
	int64_t start = clock_ms();

	for (int i = 0; i < 20; i++)
		password_check(hash, TEXT("wrong"));
	int64_t wrong = clock_ms() - start;
	start = clock_ms();
	for (int i = 0; i < 20; i++)
		password_check(text_from(NULL), TEXT("wrong"));
	int64_t absent = clock_ms() - start;
	/* Without the decoy it would take no time at all. */
	assert_true(wrong >= 10);
	assert_true(absent > wrong / 4);
}

static void
test_hash_without_the_memory_it_takes_is_absent(void **state)
{
	const struct config greedy = { .password_memory = (int64_t)1 << 40, .password_passes = 1 };

	assert_absent(password_hash(&greedy, *state, TEXT("strongpassword123")));
	assert_false(password_open(&greedy));
	assert_true(password_open(&config));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_ARENA(test_right_password_is_known_and_others_are_not),
		WITH_ARENA(test_hash_is_argon2id_with_the_configured_costs),
		WITH_ARENA(test_same_password_has_another_hash_each_time),
		WITH_ARENA(test_every_byte_of_a_long_password_counts),
		cmocka_unit_test(test_absent_or_broken_hash_is_always_wrong),
		WITH_ARENA(test_absent_hash_takes_as_long_as_a_wrong_password),
		WITH_ARENA(test_hash_without_the_memory_it_takes_is_absent),
	};

	if (sodium_init() < 0 || !password_open(&config))
		return 1;
	return cmocka_run_group_tests_name("password", tests, NULL, NULL);
}
