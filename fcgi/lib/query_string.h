/*
 * The query string of a URL (application/x-www-form-urlencoded, URL Standard section 5).
 */
#ifndef TASKLIGHT_QUERY_STRING_H
#define TASKLIGHT_QUERY_STRING_H

#include "json.h"

/*
 * Parses into an object of strings for field_read. False with *why when it is not well formed: a
 * broken %-escape, NUL, no UTF-8, a name that stands twice or is empty.
 */
bool query_string_parse(struct arena *arena, struct text query, struct value *object, const char **why);

/*
 * The query string but for one parameter, each byte outside the unreserved characters of
 * RFC 3986 that is not one of "=&%+" escaped, so that it can stand in a Link header. "" or ends in "&".
 */
struct text query_string_without(struct arena *arena, struct text query, const char *without);

#endif
