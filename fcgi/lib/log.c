/* The program's log: JSON lines into a file named by the day. */
#include "log.h"

#include "json.h"

#include <fcntl.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

/* The process has one log; this is its only state. */
static struct {
	const char *source;
	const char *dir;
	int fd;
	char day[11];  /* of fd's file, "YYYY-MM-DD" */
	time_t second; /* of the last line */
	char time[20]; /* the same, "YYYY-MM-DDTHH:MM:SS" */
} log_state = { .source = "?", .dir = "", .fd = STDERR_FILENO };

void
log_open(const char *source, const char *dir)
{
	log_state.source = source;
	log_state.dir = dir;
	log_state.day[0] = '\0';
	log_state.second = 0;
}

/* Opens the file of a day; on failure lines go to stderr until the next second tries again. */
static void
open_day(const char *day)
{
	char path[4352];

	snprintf(path, sizeof(path), "%s/%s-%.10s.jsonl", log_state.dir, log_state.source, day);
	int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
	if (log_state.fd != STDERR_FILENO)
		close(log_state.fd);
	log_state.fd = fd < 0 ? STDERR_FILENO : fd;
	if (fd >= 0)
		memcpy(log_state.day, day, 10);
}

/* Another second: its text, and the file of its day. */
static void
turn_to(time_t second)
{
	struct tm utc;

	gmtime_r(&second, &utc);
	strftime(log_state.time, sizeof(log_state.time), "%Y-%m-%dT%H:%M:%S", &utc);
	log_state.second = second;
	if (log_state.dir[0] != '\0' && memcmp(log_state.day, log_state.time, 10) != 0)
		open_day(log_state.time);
}

struct buffer
log_begin(struct arena *arena, enum log_level level, const char *message)
{
	static const char *const levels[] = { "error", "warning", "info" };
	struct buffer line = { .arena = arena };
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	if (now.tv_sec != log_state.second)
		turn_to(now.tv_sec);
	long ms = now.tv_nsec / 1000000;
	char fraction[6] = { '.', (char)('0' + ms / 100), (char)('0' + ms / 10 % 10), (char)('0' + ms % 10), 'Z', '"' };
	buffer_literal(&line, "{\"ts\":\"");
	buffer_append(&line, log_state.time, sizeof(log_state.time) - 1);
	buffer_append(&line, fraction, sizeof(fraction));
	log_text(&line, "source", text_from(log_state.source));
	log_text(&line, "level", text_from(levels[level]));
	log_text(&line, "message", text_from(message));
	return line;
}

/* Begins a member; names are our own words and need no escaping. */
static void
begin_member(struct buffer *line, const char *name)
{
	buffer_literal(line, ",\"");
	buffer_text(line, text_from(name));
	buffer_literal(line, "\":");
}

void
log_text(struct buffer *line, const char *name, struct text value)
{
	begin_member(line, name);
	json_text(line, value);
}

void
log_integer(struct buffer *line, const char *name, int64_t value)
{
	begin_member(line, name);
	buffer_integer(line, value);
}

void
log_end(struct buffer *line)
{
	buffer_literal(line, "}\n");
	if (write(log_state.fd, line->data, line->length) < 0)
		return; /* nowhere is left to say so */
}

void
log_line(enum log_level level, const char *message, const char *name, const char *value)
{
	struct arena *arena = arena_create(1024);
	struct buffer line = log_begin(arena, level, message);

	if (name != NULL)
		log_text(&line, name, text_from(value));
	log_end(&line);
	arena_destroy(arena);
}
