/*
 * Stands in for gateway.c in unit tests: a request's variables and body come from the test.
 */
#ifndef TASKLIGHT_GATEWAY_DOUBLE_H
#define TASKLIGHT_GATEWAY_DOUBLE_H

#include "lib/gateway.h"

/* Sets a variable of the request; both must live as long as the test. value NULL: not sent. */
void gateway_double_set(enum variable variable, const char *value);

/* What the client sends as the body. */
void gateway_double_body(struct text body);

/* Forgets variables and body. */
void gateway_double_clear(void);

#endif
