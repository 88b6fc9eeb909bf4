/*
 * What the unit tests share: cmocka, an arena for each test, and assertions on texts.
 */
#ifndef TASKLIGHT_FIXTURE_H
#define TASKLIGHT_FIXTURE_H

#include "lib/arena.h"
#include "lib/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

/* The rows of a table of cases. */
#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* A test with an arena of its own, which is its *state. */
#define WITH_ARENA(test) cmocka_unit_test_setup_teardown(test, arena_setup, arena_teardown)

static inline int
arena_setup(void **state)
{
	*state = arena_create(256);
	return 0;
}

static inline int
arena_teardown(void **state)
{
	arena_destroy(*state);
	return 0;
}

/* The text holds exactly these bytes, and a NUL stands behind them. */
#define assert_text(text, literal) assert_bytes((text), (literal), sizeof(literal) - 1, __FILE__, __LINE__)

static inline void
assert_bytes(struct text text, const char *expected, size_t length, const char *file, int line)
{
	if (text.data == NULL) {
		print_error("the text is absent, not \"%s\"\n", expected);
		_fail(file, line);
	}
	if (text.length != length || memcmp(text.data, expected, length) != 0) {
		print_error("\"%.*s\" is not \"%s\"\n", (int)text.length, text.data, expected);
		_fail(file, line);
	}
	if (text.data[length] != '\0') {
		print_error("no NUL stands behind \"%s\"\n", expected);
		_fail(file, line);
	}
}

/* The text is absent. */
#define assert_absent(text) assert_null((text).data)

/* The buffer holds exactly these bytes. */
#define assert_buffer(buffer, literal) assert_content((buffer), (literal), sizeof(literal) - 1, __FILE__, __LINE__)

static inline void
assert_content(const struct buffer *buffer, const char *expected, size_t length, const char *file, int line)
{
	if (buffer->length == length && memcmp(buffer->length == 0 ? "" : buffer->data, expected, length) == 0)
		return;
	print_error("\"%.*s\" is not \"%s\"\n", (int)buffer->length, buffer->length == 0 ? "" : buffer->data, expected);
	_fail(file, line);
}

#endif
