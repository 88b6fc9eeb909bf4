/*
 * How often something can be done in a second by several processes at once.
 */
#ifndef TASKLIGHT_RATE_H
#define TASKLIGHT_RATE_H

/* What the processes do: begin gives each, by its number from 0, the state that every once is called with. */
struct work {
	void *(*begin)(int number);
	void (*once)(void *state);
};

/* Does the work in so many processes, a tenth of the seconds to warm up and then so long; prints how often a second. */
void rate_print(const struct work *work, int processes, double seconds);

/* Says on stderr what went wrong and ends the process. */
_Noreturn void rate_fail(const char *what);

#endif
