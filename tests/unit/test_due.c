/* Due dates: RFC 3339 dates and times, RFC 9557 zones; everything else is refused with a sentence. */
#include "fixture.h"
#include "todos/due.h"

#include <time.h>

static void
assert_taken(const char *const *texts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (due_check(text_from(texts[i])) != NULL)
			fail_msg("\"%s\" was refused: %s", texts[i], due_check(text_from(texts[i])));
}

static void
assert_refused(const char *const *texts, size_t count, const char *because)
{
	for (size_t i = 0; i < count; i++) {
		const char *why = due_check(text_from(texts[i]));
		if (why == NULL)
			fail_msg("\"%s\" was taken", texts[i]);
		if (strstr(why, because) == NULL)
			fail_msg("\"%s\" was refused with: %s", texts[i], why);
	}
}

static void
test_dates_of_the_calendar_are_taken(void **state)
{
	static const char *const dates[] = {
		"0001-01-01",
		"2024-02-29",
		"2000-02-29",
		"2026-01-31",
		"2026-04-30",
		"2026-12-31",
		"9999-12-31",
		"0004-02-29",
	};

	(void)state;
	assert_taken(dates, COUNT(dates));
}

static void
test_dates_that_no_calendar_has_are_refused(void **state)
{
	static const char *const dates[] = {
		"2026-02-29",
		"1900-02-29",
		"2100-02-29",
		"2026-02-30",
		"2026-04-31",
		"2026-13-01",
		"2026-00-10",
		"2026-01-00",
		"2026-01-32",
		"0000-01-01",
	};

	(void)state;
	assert_refused(dates, COUNT(dates), "a date (2026-11-30)");
}

static void
test_times_with_their_offset_are_taken(void **state)
{
	static const char *const times[] = {
		"2026-11-30T14:00:00Z",
		"2026-11-30T00:00:00+00:00",
		"2026-11-30T23:59:59-00:00",
		"2026-11-30T14:00:00+03:30",
		"2026-11-30T14:00:00+14:00",
		"2026-11-30T14:00:00-12:00",
		"2026-11-30T14:00:00+15:59",
		"2026-11-30T14:00:00-15:59",
		"0001-01-01T00:00:00+15:59",
		"9999-12-31T23:59:59-15:59",
	};

	(void)state;
	assert_taken(times, COUNT(times));
}

static void
test_everything_else_is_refused(void **state)
{
	static const char *const texts[] = {
		"",
		" ",
		"x",
		"2026",
		"2026-11",
		"2026-11-3",
		"2026-11-30 ",
		" 2026-11-30",
		"26-11-30",
		"20261130",
		"2026/11/30",
		"2026-W48-1",
		"+2026-11-30",
		"-2026-11-30",
		"2026-11-30T",
		"2026-11-30T14:00:00",
		"2026-11-30T14:00Z",
		"2026-11-30T14Z",
		"2026-11-30 14:00:00Z",
		"2026-11-30t14:00:00Z",
		"2026-11-30T14:00:00z",
		"2026-11-30T24:00:00Z",
		"2026-11-30T14:60:00Z",
		"2026-11-30T23:59:60Z",
		"2026-11-30T14:00:00.5Z",
		"2026-11-30T14:00:00+0330",
		"2026-11-30T14:00:00+03",
		"2026-11-30T14:00:00+3:30",
		"2026-11-30T14:00:00+24:00",
		"2026-11-30T14:00:00+16:00",
		"2026-11-30T14:00:00+15:60",
		"2026-11-30T14:00:00~03:30",
		"2026-11-30T14:00:00ZZ",
		"2026-11-30T14:00:00Zx",
		"2026-11-30T14:00:00+03:30 ",
		"2026-02-29T14:00:00Z",
		"infinity",
		"-infinity",
		"today",
		"tomorrow",
		"now",
		"epoch",
		"allballs",
		"2026-11-30[Asia/Tehran]",
		"2026-11-30T14:00:00[Asia/Tehran]",
		"2026-11-30T14:00:00+03:30[Asia/Tehran",
		"2026-11-30T14:00:00+03:30[Asia/Tehran]x",
		"2026-11-30T14:00:00Z[",
		"٢٠٢٦-١١-٣٠",
		"2026-11-30T14:00:00+03:30(Asia/Tehran)",
	};

	(void)state;
	assert_refused(texts, COUNT(texts), "It must be a date");
}

static void
test_zones_are_those_of_the_system(void **state)
{
	static const char *const taken[] = {
		"2026-11-30T14:00:00+03:30[Asia/Tehran]",
		"2026-11-30T14:00:00+01:00[Europe/Berlin]",
		"2026-11-30T14:00:00Z[UTC]",
		"2026-11-30T14:00:00Z[Etc/UTC]",
		"2026-11-30T14:00:00-03:00[America/Argentina/Ushuaia]",
		"2026-11-30T14:00:00+05:45[Asia/Kathmandu]",
		"2026-11-30T14:00:00+14:00[Etc/GMT-14]",
		"2026-11-30T14:00:00-05:00[EST5EDT]",
	};
	static const char *const refused[] = {
		"2026-11-30T14:00:00+03:30[]",
		"2026-11-30T14:00:00+03:30[Asia/Teheran]",
		"2026-11-30T14:00:00+03:30[asia/tehran]",
		"2026-11-30T14:00:00+03:30[Asia]",
		"2026-11-30T14:00:00+03:30[/usr/share/zoneinfo/Asia/Tehran]",
		"2026-11-30T14:00:00Z[../zoneinfo/UTC]",
		"2026-11-30T14:00:00Z[Europe/../UTC]",
		"2026-11-30T14:00:00Z[posix/UTC]",
		"2026-11-30T14:00:00Z[right/UTC]",
		"2026-11-30T14:00:00Z[localtime]",
		"2026-11-30T14:00:00Z[tzdata.zi]",
		"2026-11-30T14:00:00Z[UTC0]",
		"2026-11-30T14:00:00Z[:UTC]",
		"2026-11-30T14:00:00Z[!UTC]",
		"2026-11-30T14:00:00Z[UTC][UTC]",
		"2026-11-30T14:00:00Z[u-ca=hebrew]",
		"2026-11-30T14:00:00Z[Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa]",
	};

	(void)state;
	assert_taken(taken, COUNT(taken));
	assert_refused(refused, COUNT(refused), "Its time zone is unknown");
}

static void
test_offset_is_the_one_of_the_zone_at_that_time(void **state)
{
	static const char *const taken[] = {
		"2026-07-01T12:00:00+02:00[Europe/Berlin]",
		/* the hour that comes twice: both */
		"2026-10-25T02:30:00+02:00[Europe/Berlin]",
		"2026-10-25T02:30:00+01:00[Europe/Berlin]",
		/* the last second before the clocks change, the first one behind */
		"2026-03-29T01:59:59+01:00[Europe/Berlin]",
		"2026-03-29T03:00:00+02:00[Europe/Berlin]",
		"2026-12-31T23:59:59-05:00[America/New_York]",
		"1970-01-01T00:00:00+01:00[Europe/Paris]",
		/* Tehran had summer time until 2022 */
		"2022-07-01T12:00:00+04:30[Asia/Tehran]",
		"2023-07-01T12:00:00+03:30[Asia/Tehran]",
	};
	static const char *const refused[] = {
		"2026-07-01T12:00:00+01:00[Europe/Berlin]",
		"2026-11-30T14:00:00+02:00[Europe/Berlin]",
		/* the hour that is left out */
		"2026-03-29T02:30:00+01:00[Europe/Berlin]",
		"2026-03-29T02:30:00+02:00[Europe/Berlin]",
		"2026-11-30T14:00:00Z[Asia/Tehran]",
		"2026-11-30T14:00:00-03:30[Asia/Tehran]",
		"2023-07-01T12:00:00+04:30[Asia/Tehran]",
		"2026-11-30T14:00:00+00:01[UTC]",
	};

	(void)state;
	assert_taken(taken, COUNT(taken));
	assert_refused(refused, COUNT(refused), "does not have this offset");
}

static void
test_local_time_of_the_program_stays_utc(void **state)
{
	struct tm local;
	time_t summer = 1782907200;

	(void)state;
	assert_null(due_check(TEXT("2026-07-01T12:00:00+02:00[Europe/Berlin]")));
	localtime_r(&summer, &local);
	assert_int_equal(local.tm_gmtoff, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dates_of_the_calendar_are_taken),
		cmocka_unit_test(test_dates_that_no_calendar_has_are_refused),
		cmocka_unit_test(test_times_with_their_offset_are_taken),
		cmocka_unit_test(test_everything_else_is_refused),
		cmocka_unit_test(test_zones_are_those_of_the_system),
		cmocka_unit_test(test_offset_is_the_one_of_the_zone_at_that_time),
		cmocka_unit_test(test_local_time_of_the_program_stays_utc),
	};

	return cmocka_run_group_tests_name("due", tests, NULL, NULL);
}
