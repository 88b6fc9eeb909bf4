/* Events: their headers, their value, their user, and what a statement's result means for them. */
#include "db_double.h"
#include "fixture.h"
#include "lib/event.h"

#define HEADER(name, value) \
	{ \
		{ (name), sizeof(name) - 1 }, \
		{ \
			(value), sizeof(value) - 1 \
		} \
	}

static const struct event_header headers[] = {
	HEADER("ce_specversion", "1.0"),
	HEADER("ce_type", "user_deleted"),
	HEADER("x-request-id", "first"),
	HEADER("x-request-id", "last.one_2-3"),
};

static struct event
event_of(struct text value)
{
	return (struct event){ .value = value, .headers = headers, .header_count = COUNT(headers) };
}

static void
test_last_of_several_headers_counts(void **state)
{
	struct event event = event_of(TEXT("{}"));

	(void)state;
	assert_text(event_header(&event, "x-request-id")->value, "last.one_2-3");
	assert_text(event_header(&event, "ce_type")->value, "user_deleted");
	assert_null(event_header(&event, "CE_TYPE"));
	assert_null(event_header(&event, "receipt"));
	assert_text(event_request_id(&event), "last.one_2-3");
}

static void
test_request_id_that_is_not_well_formed_is_absent(void **state)
{
	static const char *const wrong[] = {
		"",
		"a b",
		"a\n",
		"a\"b",
		"\xD9\x83",
		"0123456789012345678901234567890123456789012345678901234567890123x",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(wrong); i++) {
		const struct event_header header = { TEXT("x-request-id"), text_from(wrong[i]) };
		struct event event = { .headers = &header, .header_count = 1 };
		if (event_request_id(&event).data != NULL)
			fail_msg("\"%s\" was taken", wrong[i]);
	}
	const struct event_header null = { TEXT("x-request-id"), { 0 } };
	struct event event = { .headers = &null, .header_count = 1 };
	assert_absent(event_request_id(&event));
	event.header_count = 0;
	assert_absent(event_request_id(&event));
}

static void
test_good_event_gives_its_user(void **state)
{
	struct event event = event_of(TEXT("{\"user_id\": 9223372036854775806, \"more\": []}"));
	struct value object;
	const char *reason;

	assert_true(event_read(*state, &event, "user_deleted", &object, &reason));
	assert_int_equal(event_user_id(&object, &reason), INT64_MAX - 1);
}

static void
test_event_without_headers_is_of_any_type(void **state)
{
	struct event event = { .value = TEXT("{\"user_id\":7}") };
	struct value object;
	const char *reason;

	assert_true(event_read(*state, &event, "user_deleted", &object, &reason));
	assert_int_equal(event_user_id(&object, &reason), 7);
}

static void
test_unknown_type_or_version_is_refused(void **state)
{
	static const struct event_header unknown[] = {
		HEADER("ce_specversion", "2.0"),
		HEADER("ce_specversion", ""),
		HEADER("ce_type", "user_purged"),
		HEADER("ce_type", ""),
		HEADER("ce_specversion", "1.0 "),
		{ { "ce_type", 7 }, { 0 } },
	};
	struct value object;
	const char *reason;

	for (size_t i = 0; i < COUNT(unknown); i++) {
		struct event event = { .value = TEXT("{\"user_id\":7}"), .headers = &unknown[i], .header_count = 1 };
		assert_false(event_read(*state, &event, "user_deleted", &object, &reason));
		assert_string_equal(reason, "its type or version is unknown");
	}
}

static void
test_value_that_is_no_object_is_refused_with_the_reason(void **state)
{
	struct event event = event_of((struct text){ 0 });
	char *large = arena_alloc(*state, EVENT_LENGTH_MAX + 2);
	struct value object;
	const char *reason;

	assert_false(event_read(*state, &event, "user_deleted", &object, &reason));
	assert_string_equal(reason, "it has no value");
	event.value = TEXT("7");
	assert_false(event_read(*state, &event, "user_deleted", &object, &reason));
	assert_string_equal(reason, "its value is not well formed: it is no JSON object");
	memset(large, ' ', EVENT_LENGTH_MAX + 1);
	memcpy(large, "{}", 2);
	event.value = (struct text){ .data = large, .length = EVENT_LENGTH_MAX + 1 };
	assert_false(event_read(*state, &event, "user_deleted", &object, &reason));
	assert_string_equal(reason, "its value is too long");
	event.value.length = EVENT_LENGTH_MAX;
	assert_true(event_read(*state, &event, "user_deleted", &object, &reason));
}

static void
test_user_must_be_a_positive_integer(void **state)
{
	static const struct {
		const char *value;
		const char *reason;
	} cases[] = {
		{ "{}", "it has no user_id" },
		{ "{\"User_id\":7}", "it has no user_id" },
		{ "{\"user_id\":0}", "its user_id is no positive integer" },
		{ "{\"user_id\":-1}", "its user_id is no positive integer" },
		{ "{\"user_id\":\"7\"}", "its user_id is no positive integer" },
		{ "{\"user_id\":7.0}", "its user_id is no positive integer" },
		{ "{\"user_id\":true}", "its user_id is no positive integer" },
		{ "{\"user_id\":null}", "its user_id is no positive integer" },
		{ "{\"user_id\":[7]}", "its user_id is no positive integer" },
		{ "{\"user_id\":9223372036854775808}", "its user_id is no positive integer" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct event event = event_of(text_from(cases[i].value));
		struct value object;
		const char *reason = NULL;
		assert_true(event_read(*state, &event, "user_deleted", &object, &reason));
		assert_int_equal(event_user_id(&object, &reason), 0);
		assert_string_equal(reason, cases[i].reason);
	}
}

static void
test_only_what_the_database_never_takes_is_rejected(void **state)
{
	static const struct db_double_answer failed = { .error = "the words", .result = RESULT_UNAVAILABLE };
	const char *reason = NULL;

	db_double_set(&failed);
	assert_int_equal(event_verdict(*state, NULL, RESULT_OK, &reason), VERDICT_DONE);
	assert_null(reason);
	assert_int_equal(event_verdict(*state, NULL, RESULT_REFUSED, &reason), VERDICT_REJECT);
	assert_string_equal(reason, "the database: the words");
	assert_int_equal(event_verdict(*state, NULL, RESULT_UNAVAILABLE, &reason), VERDICT_RETRY);
	assert_int_equal(event_verdict(*state, NULL, RESULT_UNKNOWN_OUTCOME, &reason), VERDICT_RETRY);
	assert_int_equal(event_verdict(*state, NULL, RESULT_INTERNAL, &reason), VERDICT_RETRY);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_last_of_several_headers_counts),
		cmocka_unit_test(test_request_id_that_is_not_well_formed_is_absent),
		WITH_ARENA(test_good_event_gives_its_user),
		WITH_ARENA(test_event_without_headers_is_of_any_type),
		WITH_ARENA(test_unknown_type_or_version_is_refused),
		WITH_ARENA(test_value_that_is_no_object_is_refused_with_the_reason),
		WITH_ARENA(test_user_must_be_a_positive_integer),
		WITH_ARENA(test_only_what_the_database_never_takes_is_rejected),
	};

	return cmocka_run_group_tests_name("event", tests, NULL, NULL);
}
