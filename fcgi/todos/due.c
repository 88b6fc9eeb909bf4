/* Due dates: checked here, so that PostgreSQL never sees what it alone would take for a date. */
#include "due.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* PostgreSQL takes no larger offset (manual, section 8.5.3), s. */
#define OFFSET_MAX (15 * 3600 + 59 * 60)

static const char format[] = "It must be a date (2026-11-30), or a time with its offset and perhaps its zone "
                             "(2026-11-30T14:00:00+03:30[Asia/Tehran]).";

/* Whether text has the form of pattern, in which 9 stands for a digit. */
static bool
looks_like(const char *text, size_t length, const char *pattern)
{
	if (length != strlen(pattern))
		return false;
	for (size_t i = 0; i < length; i++)
		if (pattern[i] == '9' ? !isdigit((unsigned char)text[i]) : text[i] != pattern[i])
			return false;
	return true;
}

static int
two_digits(const char *text)
{
	return (text[0] - '0') * 10 + (text[1] - '0');
}

static bool
is_date(const char *text)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int year = two_digits(text) * 100 + two_digits(text + 2);
	int month = two_digits(text + 5), day = two_digits(text + 8);
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1] + (month == 2 && leap ? 1 : 0);
}

/* The offset at the start of text ("Z", "+03:30"), s, and its length; 0 when there is none. */
static size_t
read_offset(const char *text, size_t length, long *offset)
{
	*offset = 0;
	if (length >= 1 && text[0] == 'Z')
		return 1;
	if (length < 6 || (!looks_like(text, 6, "+99:99") && !looks_like(text, 6, "-99:99")))
		return 0;
	int hours = two_digits(text + 1), minutes = two_digits(text + 4);
	if (hours > 23 || minutes > 59 || hours * 3600L + minutes * 60L > OFFSET_MAX)
		return 0;
	*offset = (text[0] == '-' ? -1 : 1) * (hours * 3600L + minutes * 60L);
	return 6;
}

/* Whether the system knows the zone; its name then is good for TZ. */
static bool
is_zone(const char *name, size_t length, char variable[80])
{
	char path[128];

	if (length == 0 || length > 64 || !isupper((unsigned char)name[0]))
		return false; /* besides the zones, which begin with a capital, there are "right/", "posix/" and "localtime" */
	for (size_t i = 0; i < length; i++)
		if (!isalnum((unsigned char)name[i]) && (name[i] == '\0' || strchr("_+-/", name[i]) == NULL))
			return false;
	snprintf(variable, 80, ":%.*s", (int)length, name);
	snprintf(path, sizeof(path), "/usr/share/zoneinfo/%.*s", (int)length, name);
	FILE *file = fopen(path, "re");
	char magic[4] = "";
	bool good = file != NULL && fread(magic, 1, 4, file) == 4 && memcmp(magic, "TZif", 4) == 0;
	if (file != NULL)
		fclose(file);
	return good;
}

/* The zone's offset at an instant, s. */
static long
offset_at(const char *variable, time_t instant)
{
	struct tm local;

	setenv("TZ", variable, 1);
	tzset();
	localtime_r(&instant, &local);
	setenv("TZ", "UTC0", 1);
	tzset();
	return local.tm_gmtoff;
}

/* The zone in brackets at the end of a time with this offset. */
static const char *
check_zone(struct text due, const char *open, long offset)
{
	size_t length = (size_t)(due.data + due.length - open) - 2;
	struct tm wall = {
		.tm_year = two_digits(due.data) * 100 + two_digits(due.data + 2) - 1900,
		.tm_mon = two_digits(due.data + 5) - 1,
		.tm_mday = two_digits(due.data + 8),
		.tm_hour = two_digits(due.data + 11),
		.tm_min = two_digits(due.data + 14),
		.tm_sec = two_digits(due.data + 17),
	};
	char variable[80];

	if (due.data[due.length - 1] != ']')
		return format;
	if (!is_zone(open + 1, length, variable))
		return "Its time zone is unknown.";
	if (offset_at(variable, timegm(&wall) - offset) != offset)
		return "Its time zone does not have this offset at that time.";
	return NULL;
}

const char *
due_check(struct text due)
{
	long offset;

	if (due.length < 10 || !looks_like(due.data, 10, "9999-99-99") || !is_date(due.data))
		return format;
	if (due.length == 10)
		return NULL;
	if (due.length < 20 || !looks_like(due.data + 10, 9, "T99:99:99") || two_digits(due.data + 11) > 23 ||
	    two_digits(due.data + 14) > 59 || two_digits(due.data + 17) > 59)
		return format;
	size_t length = read_offset(due.data + 19, due.length - 19, &offset);
	if (length == 0)
		return format;
	const char *rest = due.data + 19 + length;
	if (rest == due.data + due.length)
		return NULL;
	return *rest == '[' ? check_zone(due, rest, offset) : format;
}
