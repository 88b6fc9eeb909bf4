/* The log: one JSON line a write, into a file of the day, or on stderr. */
#include "fixture.h"
#include "lib/json.h"
#include "lib/log.h"

#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static char dir[] = "/tmp/test_log-XXXXXX";

/* The content of the one file that matches pattern in dir, which is then removed. */
static struct text
take_file(struct arena *arena, const char *pattern)
{
	glob_t found = { 0 };
	char *content = arena_alloc(arena, 65536);

	assert_int_equal(glob(arena_printf(arena, "%s/%s", dir, pattern).data, 0, NULL, &found), 0);
	assert_int_equal(found.gl_pathc, 1);
	int fd = open(found.gl_pathv[0], O_RDONLY | O_CLOEXEC);
	ssize_t length = read(fd, content, 65535);
	close(fd);
	unlink(found.gl_pathv[0]);
	globfree(&found);
	return (struct text){ .data = content, .length = length < 0 ? 0 : (size_t)length };
}

/* The line as an object; it must end in one line feed and have no other. */
static struct value
parse_line(struct arena *arena, struct text line)
{
	struct value object;
	const char *why;

	assert_true(line.length > 0);
	assert_ptr_equal(memchr(line.data, '\n', line.length), line.data + line.length - 1);
	if (!json_parse_object(arena, line, &object, &why))
		fail_msg("%s in %.*s", why, (int)line.length, line.data);
	return object;
}

static void
test_line_is_an_object_in_the_file_of_the_day(void **state)
{
	char day[32];
	time_t now = time(NULL);

	log_open("source", dir);
	struct buffer line = log_begin(*state, LOG_WARNING, "what happened");
	log_text(&line, "path", TEXT("/todos\n\"\\\x01"));
	log_text(&line, "nothing", text_from(NULL));
	log_integer(&line, "status", -503);
	log_end(&line);
	strftime(day, sizeof(day), "source-%Y-%m-%d.jsonl", gmtime(&now));
	struct value object = parse_line(*state, take_file(*state, day));
	assert_int_equal(object.count, 7);
	assert_text(json_member(&object, "source")->text, "source");
	assert_text(json_member(&object, "level")->text, "warning");
	assert_text(json_member(&object, "message")->text, "what happened");
	assert_text(json_member(&object, "path")->text, "/todos\n\"\\\x01");
	assert_int_equal(json_member(&object, "nothing")->type, VALUE_NULL);
	assert_int_equal(json_member(&object, "status")->integer, -503);
}

/* Milliseconds since 1970. */
static int64_t
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void
test_time_is_now_in_utc_with_milliseconds(void **state)
{
	/* Several, so that each digit has its turn. */
	for (int i = 0; i < 20; i++) {
		struct tm utc = { 0 };
		int64_t before = now_ms(), ms;
		log_open("clock", dir);
		log_line(LOG_INFO, "tick", NULL, NULL);
		int64_t after = now_ms();
		struct value object = parse_line(*state, take_file(*state, "clock-*"));
		struct text ts = json_member(&object, "ts")->text;
		assert_int_equal(ts.length, strlen("2026-11-22T02:11:57.123Z"));
		const char *rest = strptime(ts.data, "%Y-%m-%dT%H:%M:%S", &utc);
		assert_non_null(rest);
		assert_int_equal(rest[0], '.');
		assert_true(text_integer((struct text){ .data = rest + 1, .length = 3 }, 0, 999, &ms));
		assert_string_equal(rest + 4, "Z");
		assert_in_range(timegm(&utc) * 1000 + ms, before, after);
		nanosleep(&(struct timespec){ .tv_nsec = 57000000 }, NULL);
	}
}

static void
test_each_level_has_its_word(void **state)
{
	static const struct {
		enum log_level level;
		const char *word;
	} cases[] = { { LOG_ERROR, "error" }, { LOG_WARNING, "warning" }, { LOG_INFO, "info" } };

	for (size_t i = 0; i < COUNT(cases); i++) {
		log_open("level", dir);
		log_line(cases[i].level, "m", "name", "value");
		struct value object = parse_line(*state, take_file(*state, "level-*"));
		assert_true(text_equal(json_member(&object, "level")->text, text_from(cases[i].word)));
		assert_text(json_member(&object, "name")->text, "value");
	}
}

static void
test_lines_are_appended(void **state)
{
	log_open("append", dir);
	log_line(LOG_INFO, "one", NULL, NULL);
	log_open("append", dir);
	log_line(LOG_INFO, "two", NULL, NULL);
	struct text both = take_file(*state, "append-*");
	const char *end = memchr(both.data, '\n', both.length);
	assert_non_null(end);
	size_t first = (size_t)(end - both.data) + 1;
	struct value one = parse_line(*state, arena_copy(*state, both.data, first));
	struct value two = parse_line(*state, arena_copy(*state, both.data + first, both.length - first));
	assert_text(json_member(&one, "message")->text, "one");
	assert_text(json_member(&two, "message")->text, "two");
}

/* What the next lines write on stderr, until take_stderr. */
static int stderr_before;
static FILE *stderr_file;

static void
catch_stderr(void)
{
	stderr_file = tmpfile();
	assert_non_null(stderr_file);
	stderr_before = dup(STDERR_FILENO);
	dup2(fileno(stderr_file), STDERR_FILENO);
}

static struct text
take_stderr(struct arena *arena)
{
	char *content = arena_alloc(arena, 4096);

	dup2(stderr_before, STDERR_FILENO);
	close(stderr_before);
	ssize_t length = pread(fileno(stderr_file), content, 4095, 0);
	fclose(stderr_file);
	return (struct text){ .data = content, .length = length < 0 ? 0 : (size_t)length };
}

static void
test_without_a_folder_lines_go_to_stderr(void **state)
{
	catch_stderr();
	log_open("terminal", "");
	log_line(LOG_ERROR, "seen", NULL, NULL);
	struct value object = parse_line(*state, take_stderr(*state));
	assert_text(json_member(&object, "message")->text, "seen");
}

static void
test_folder_that_is_missing_is_tried_again(void **state)
{
	const char *late = arena_printf(*state, "%s/late", dir).data;

	catch_stderr();
	log_open("late", late);
	log_line(LOG_INFO, "too early", NULL, NULL);
	struct value object = parse_line(*state, take_stderr(*state));
	assert_text(json_member(&object, "message")->text, "too early");
	assert_int_equal(mkdir(late, 0700), 0);
	nanosleep(&(struct timespec){ .tv_sec = 1, .tv_nsec = 50000000 }, NULL);
	log_line(LOG_INFO, "in time", NULL, NULL);
	object = parse_line(*state, take_file(*state, "late/late-*"));
	assert_text(json_member(&object, "message")->text, "in time");
	rmdir(late);
}

int
main(void)
{
	/* Those on stderr come first: a program opens its log once and keeps the file. */
	const struct CMUnitTest tests[] = {
		WITH_ARENA(test_without_a_folder_lines_go_to_stderr),
		WITH_ARENA(test_folder_that_is_missing_is_tried_again),
		WITH_ARENA(test_line_is_an_object_in_the_file_of_the_day),
		WITH_ARENA(test_time_is_now_in_utc_with_milliseconds),
		WITH_ARENA(test_each_level_has_its_word),
		WITH_ARENA(test_lines_are_appended),
	};

	if (mkdtemp(dir) == NULL)
		return 1;
	int failed = cmocka_run_group_tests_name("log", tests, NULL, NULL);
	rmdir(dir);
	return failed;
}
