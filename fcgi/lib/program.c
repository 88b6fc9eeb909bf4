/* How every program begins and ends. */
#include "program.h"

#include "log.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

static volatile sig_atomic_t stopping;

static void
stop(int signal)
{
	(void)signal;
	stopping = 1;
}

bool
program_stopping(void)
{
	return stopping != 0;
}

static void
help(const struct program *program)
{
	printf("usage: %s [-n | --help | --settings]\n\n%s\n\n", program->name, program->about);
	puts("  -n          check the configuration and exit\n"
	     "  --settings  list the settings alone\n\n"
	     "The settings come from the environment, over the file that TASKLIGHT_CONFIG names (NAME=value lines).");
	printf("Needed: %s\n\n", program->needs);
	config_describe(stdout);
}

void
program_begin(int argc, char **argv, const struct program *program, struct config *config)
{
	const char *option = argc > 1 ? argv[1] : "";
	struct sigaction action = { .sa_handler = stop };
	pid_t parent = getppid();

	if (strcmp(option, "--help") == 0) {
		help(program);
		exit(0);
	}
	if (strcmp(option, "--settings") == 0) {
		config_describe(stdout);
		exit(0);
	}
	if (argc > 2 || (argc == 2 && strcmp(option, "-n") != 0)) {
		fprintf(stderr, "%s: unknown option %s; --help lists them\n", program->name, argv[argc - 1]);
		exit(1);
	}
	if (!config_load(config, program->needs))
		exit(78);
	if (argc == 2)
		exit(0);
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	/* It may have ended before that. */
	if (getppid() != parent)
		exit(0);
	sigemptyset(&action.sa_mask);
	/* No SA_RESTART: a wait that a signal interrupts must look whether to go on. */
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	signal(SIGPIPE, SIG_IGN);
	log_open(program->name, config->log_dir);
}
