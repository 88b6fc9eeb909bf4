/*
 * GET /readyz: can this host serve requests? The same answer from every service.
 */
#ifndef TASKLIGHT_READY_H
#define TASKLIGHT_READY_H

#include "request.h"

/*
 * 200 {"status": "ready", "checks": {…}} when the database answers, the schema has the migration
 * this program was built with, and each *.sock of SOCKET_DIR takes a connection; else 503 with the
 * same members, "status": "unready", and for each check "ok" or what is wrong.
 */
enum result ready_reply(struct request *r);

#endif
