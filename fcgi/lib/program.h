/*
 * How every program begins and ends: its command line, its configuration, its signals.
 */
#ifndef TASKLIGHT_PROGRAM_H
#define TASKLIGHT_PROGRAM_H

#include "config.h"

/* What a program answers on its command line besides -n and --help, and what it needs. */
struct program {
	const char *name;  /* also the log's source */
	const char *about; /* one sentence for --help */
	const char *needs; /* settings it cannot do without: see config_load */
};

/*
 * Reads the command line and the configuration, opens the log, takes the signals: SIGTERM and
 * SIGINT ask to stop, SIGPIPE is ignored, and the death of the parent process ends this one.
 * -n, --help and mistakes end the program here, with status 0 or 1 (78, EX_CONFIG, for a wrong
 * configuration). --settings prints the configuration's table.
 */
void program_begin(int argc, char **argv, const struct program *program, struct config *config);

/* True once the program was asked to stop. */
bool program_stopping(void);

#endif
