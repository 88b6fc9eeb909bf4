/*
 * The parameters of a statement.
 */
#ifndef TASKLIGHT_PARAMS_H
#define TASKLIGHT_PARAMS_H

#include "arena.h"

/* At most this many parameters a statement. */
#define PARAMS_MAX 16

/* A statement's parameters $1, $2, … in text format; the texts must live until db_run returns. */
struct params {
	struct arena *arena;
	int count;
	const char *values[PARAMS_MAX];
};

/* Appends one parameter; an absent text is NULL. */
void params_text(struct params *params, struct text text);
void params_integer(struct params *params, int64_t number);
void params_null(struct params *params);

#endif
