/*
 * The program's log: one JSON line, one write(2), into LOG_DIR/<source>-<date>.jsonl, so that no
 * reader of logs can stop a request. Without LOG_DIR the lines go to stderr.
 */
#ifndef TASKLIGHT_LOG_H
#define TASKLIGHT_LOG_H

#include "buffer.h"

enum log_level { LOG_ERROR, LOG_WARNING, LOG_INFO };

/* Opens the log of this process; source and dir must live as long as it. */
void log_open(const char *source, const char *dir);

/*
 * Starts a line in the arena: {"ts":…,"source":…,"level":…,"message":…. Add members with the log_
 * functions, then log_end writes it. A line that cannot be written is dropped: a full disk must
 * not stop requests.
 */
struct buffer log_begin(struct arena *arena, enum log_level level, const char *message);
void log_text(struct buffer *line, const char *name, struct text value);
void log_integer(struct buffer *line, const char *name, int64_t value);
void log_end(struct buffer *line);

/* A whole line with at most one member, for events outside a request. */
void log_line(enum log_level level, const char *message, const char *name, const char *value);

#endif
