/* Processes that do the same thing at the same time, and how often. */
#include "rate.h"

#include "lib/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

void
rate_fail(const char *what)
{
	fprintf(stderr, "%s\n", what);
	exit(1);
}

/* How often it was done between start and end, both as clock_ms tells. */
static long
count(const struct work *work, int number, int64_t start, int64_t end)
{
	void *state = work->begin(number);
	long done = 0;

	for (int64_t now = clock_ms(); now < end; now = clock_ms()) {
		work->once(state);
		if (now >= start)
			done++;
	}
	return done;
}

void
rate_print(const struct work *work, int processes, double seconds)
{
	size_t size = sizeof(long) * (size_t)processes;
	long *done = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0), total = 0;
	int64_t start = clock_ms() + (int64_t)(seconds * 100), end = start + (int64_t)(seconds * 1000);

	if (processes < 1 || done == MAP_FAILED)
		rate_fail("there must be a process, and memory for its count");
	for (int i = 0; i < processes; i++) {
		if (fork() == 0) {
			done[i] = count(work, i, start, end);
			_exit(0);
		}
	}
	for (int i = 0, status = 0; i < processes; i++)
		if (wait(&status) < 0 || status != 0)
			rate_fail("a process ended badly");
	for (int i = 0; i < processes; i++)
		total += done[i];
	printf("%.1f\n", (double)total / seconds);
}
