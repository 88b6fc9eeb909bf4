/*
 * Random UUIDs (RFC 9562, version 4).
 */
#ifndef TASKLIGHT_UUID_H
#define TASKLIGHT_UUID_H

#include <stdint.h>

/* The 16 bytes of a new one. */
void uuid_random(uint8_t uuid[16]);

/* Its 36 lower-case characters and a NUL. */
void uuid_format(const uint8_t uuid[16], char text[37]);

#endif
