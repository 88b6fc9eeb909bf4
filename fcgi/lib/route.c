/* Finds a request's route: a service has a dozen, so the table is simply read through. */
#include "route.h"

#include "reply.h"

#include <stdio.h>

static const struct {
	enum method method;
	const char *name;
} method_names[] = {
	{ METHOD_GET, "GET" },
	{ METHOD_POST, "POST" },
	{ METHOD_PUT, "PUT" },
	{ METHOD_PATCH, "PATCH" },
	{ METHOD_DELETE, "DELETE" },
};

#define METHODS (sizeof(method_names) / sizeof(method_names[0]))

/* Takes the segment at the start of *path, with its slash. */
static struct text
next_segment(const char **path, const char *end)
{
	const char *start = *path;
	const char *slash = start < end ? memchr(start + 1, '/', (size_t)(end - start - 1)) : NULL;

	*path = slash == NULL ? end : slash;
	return (struct text){ .data = start, .length = (size_t)(*path - start) };
}

/* Whether path is what pattern describes; sets r->id, r->version and r->uuid on the way. */
static bool
matches(struct request *r, const char *pattern, struct text path)
{
	const char *at = path.data, *end = path.data + path.length;
	const char *pattern_end = pattern + strlen(pattern);

	while (at < end && pattern < pattern_end) {
		struct text segment = next_segment(&at, end), wanted = next_segment(&pattern, pattern_end);
		struct text inside = { .data = segment.data + 1, .length = segment.length - 1 };
		if (text_equal(wanted, TEXT("/{id}"))) {
			if (!text_integer(inside, 1, INT64_MAX, &r->id))
				return false;
		} else if (text_equal(wanted, TEXT("/{version}"))) {
			if (!text_integer(inside, 1, INT64_MAX, &r->version))
				return false;
		} else if (text_equal(wanted, TEXT("/{uuid}"))) {
			if (!text_is_uuid(inside))
				return false;
			r->uuid = arena_copy(r->arena, inside.data, inside.length);
		} else if (!text_equal(wanted, segment)) {
			return false;
		}
	}
	return at == end && pattern == pattern_end;
}

bool
route_allow(struct request *r)
{
	struct buffer allow = { .arena = r->arena };
	unsigned methods = 0;

	for (const struct route *route = r->service->routes; route->handler != NULL; route++)
		if (matches(r, route->path, r->path))
			methods |= route->method;
	for (size_t i = 0; i < METHODS; i++) {
		if ((methods & method_names[i].method) == 0)
			continue;
		buffer_text(&allow, text_from(method_names[i].name));
		buffer_literal(&allow, ", ");
		if (method_names[i].method == METHOD_GET)
			buffer_literal(&allow, "HEAD, ");
	}
	buffer_append(&allow, "OPTIONS", sizeof("OPTIONS"));
	if (methods != 0)
		reply_header(r, "Allow", text_from(allow.data));
	return methods != 0;
}

enum result
route_find(struct request *r)
{
	for (const struct route *route = r->service->routes; route->handler != NULL; route++) {
		if (route->method == r->method && matches(r, route->path, r->path)) {
			r->route = route;
			return RESULT_OK;
		}
	}
	return route_allow(r) ? RESULT_METHOD_NOT_ALLOWED : RESULT_NOT_FOUND;
}

void
route_list(const struct service *service)
{
	for (const struct route *route = service->routes; route->handler != NULL; route++)
		for (size_t i = 0; i < METHODS; i++)
			if (method_names[i].method == route->method)
				printf("%s %s/ %s\n", method_names[i].name, route->path, route->access == PUBLIC ? "public" : "user");
}
