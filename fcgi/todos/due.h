/*
 * Due dates: a date (RFC 3339 full-date, "2026-11-30"), or a time with its offset (RFC 3339
 * date-time) and perhaps its zone (RFC 9557, "2026-11-30T14:00:00+03:30[Asia/Tehran]").
 */
#ifndef TASKLIGHT_DUE_H
#define TASKLIGHT_DUE_H

#include "lib/text.h"

/*
 * What is wrong with a due date, as a sentence; NULL: nothing. A zone must be one of the system's
 * (tzdata), and the offset the one that it has at that time.
 */
const char *due_check(struct text due);

#endif
