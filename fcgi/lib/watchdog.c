/* The request's deadline: an alarm that looks, when it goes off, whether a request has had its time. */
#include "watchdog.h"

#include <signal.h>
#include <time.h>
#include <unistd.h>

/* What a signal handler needs has to be reachable without arguments. */
static struct {
	unsigned timeout;
	volatile int64_t deadline; /* 0: no request */
	volatile sig_atomic_t armed;
} watchdog;

static void
look(int signal)
{
	static const char message[] = "request deadline passed, the worker ends\n";
	struct timespec now;

	(void)signal;
	watchdog.armed = 0;
	if (watchdog.deadline == 0)
		return;
	clock_gettime(CLOCK_MONOTONIC, &now);
	if (now.tv_sec < watchdog.deadline) {
		watchdog.armed = 1;
		alarm((unsigned)(watchdog.deadline - now.tv_sec) + 1);
		return;
	}
	if (write(STDERR_FILENO, message, sizeof(message) - 1) < 0)
		_exit(75);
	_exit(75); /* EX_TEMPFAIL of sysexits.h */
}

void
watchdog_open(int64_t timeout)
{
	struct sigaction action = { .sa_handler = look, .sa_flags = SA_RESTART };

	watchdog.timeout = (unsigned)timeout;
	sigemptyset(&action.sa_mask);
	sigaction(SIGALRM, &action, NULL);
}

void
watchdog_begin(int64_t now)
{
	/* A second more, since the one that has begun counts whole. */
	watchdog.deadline = now + watchdog.timeout + 1;
	if (watchdog.armed == 0) {
		watchdog.armed = 1;
		alarm(watchdog.timeout + 1);
	}
}

void
watchdog_end(void)
{
	watchdog.deadline = 0;
}
