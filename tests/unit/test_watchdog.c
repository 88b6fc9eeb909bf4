/* The watchdog: ends a process whose request hangs, and no other. Each case runs in a child process. */
#include "fixture.h"
#include "lib/clock.h"
#include "lib/watchdog.h"

#include <sys/wait.h>
#include <unistd.h>

/* A request of this many milliseconds begins. */
static void
serve(int64_t ms)
{
	watchdog_begin(clock_ms() / 1000);
	/* A signal cuts a sleep short: look at the clock. */
	for (int64_t end = clock_ms() + ms; clock_ms() < end;)
		usleep(10000);
	watchdog_end();
}

/* The exit status of a child that runs this with a deadline of two seconds. */
static int
status_of(void (*run)(void))
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		/* The message is wanted nowhere here. */
		close(STDERR_FILENO);
		watchdog_open(2);
		run();
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void
hang(void)
{
	serve(10000);
}

static void
test_request_that_hangs_ends_its_process(void **state)
{
	int64_t start = clock_ms();

	(void)state;
	assert_int_equal(status_of(hang), 75);
	assert_in_range(clock_ms() - start, 2000, 8000);
}

static void
serve_several(void)
{
	/* The alarm of the first goes off in one of the others. */
	for (int i = 0; i < 4; i++)
		serve(1000);
}

static void
test_requests_in_time_are_left_alone_however_many(void **state)
{
	(void)state;
	assert_int_equal(status_of(serve_several), 0);
}

static void
wait_and_hang(void)
{
	serve(10);
	for (int64_t end = clock_ms() + 4000; clock_ms() < end;)
		usleep(10000);
	hang();
}

static void
test_waiting_between_requests_has_no_deadline(void **state)
{
	int64_t start = clock_ms();

	(void)state;
	assert_int_equal(status_of(wait_and_hang), 75);
	assert_in_range(clock_ms() - start, 6000, 12000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_request_that_hangs_ends_its_process),
		cmocka_unit_test(test_requests_in_time_are_left_alone_however_many),
		cmocka_unit_test(test_waiting_between_requests_has_no_deadline),
	};

	return cmocka_run_group_tests_name("watchdog", tests, NULL, NULL);
}
