/*
 * A service's worker: one process, one request at a time, behind the service's shared socket.
 */
#ifndef TASKLIGHT_WORKER_H
#define TASKLIGHT_WORKER_H

#include "route.h"

/*
 * The whole main of a FastCGI program: command line, configuration, then requests until SIGTERM.
 * Returns the exit status. Every request goes the same way: route, CORS, token, query string,
 * conditions, body, handler, reply, one log line.
 */
int worker_main(int argc, char **argv, const struct service *service);

#endif
