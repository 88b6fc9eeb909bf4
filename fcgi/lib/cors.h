/*
 * Cross-origin requests (Fetch Standard, section 3.2) from the pages of ALLOWED_ORIGINS.
 */
#ifndef TASKLIGHT_CORS_H
#define TASKLIGHT_CORS_H

#include "request.h"

/* Adds what lets the page of an allowed Origin read the reply. */
void cors_reply(struct request *r);

/* Whether the request's Origin is one that ALLOWED_ORIGINS names itself; "*" names none. */
bool cors_origin_named(const struct request *r);

/* Answers OPTIONS: 204 with Allow, and what a preflight of an allowed Origin asks for. */
enum result cors_options(struct request *r);

#endif
