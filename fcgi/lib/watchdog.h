/*
 * Ends a worker that hangs in a request, so that another takes its place. Costs no system call a request.
 */
#ifndef TASKLIGHT_WATCHDOG_H
#define TASKLIGHT_WATCHDOG_H

#include <stdint.h>

/* Takes SIGALRM; a request may take timeout seconds, two more are possible. */
void watchdog_open(int64_t timeout);

/* A request begins, now in seconds of CLOCK_MONOTONIC; until watchdog_end the deadline counts. */
void watchdog_begin(int64_t now);
void watchdog_end(void);

#endif
