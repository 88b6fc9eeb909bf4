/* Reading an event: its headers, its value, its user. */
#include "event.h"

#include <ctype.h>

/* As long as an HTTP request's may be. */
#define REQUEST_ID_LENGTH_MAX 64

const struct event_header *
event_header(const struct event *event, const char *name)
{
	struct text wanted = text_from(name);

	for (size_t i = event->header_count; i > 0; i--)
		if (text_equal(event->headers[i - 1].name, wanted))
			return &event->headers[i - 1];
	return NULL;
}

struct text
event_request_id(const struct event *event)
{
	const struct event_header *header = event_header(event, "x-request-id");

	if (header == NULL || header->value.length == 0 || header->value.length > REQUEST_ID_LENGTH_MAX)
		return (struct text){ 0 };
	for (size_t i = 0; i < header->value.length; i++) {
		char c = header->value.data[i];
		if (!isalnum((unsigned char)c) && c != '.' && c != '_' && c != '-')
			return (struct text){ 0 };
	}
	return header->value;
}

/* The headers that say which event this is, when there are any, are of the type and version we know. */
static bool
is_known(const struct event *event, const char *type)
{
	const struct event_header *version = event_header(event, "ce_specversion"), *given = event_header(event, "ce_type");

	return (version == NULL || text_equal(version->value, TEXT("1.0"))) &&
	    (given == NULL || text_equal(given->value, text_from(type)));
}

bool
event_read(struct arena *arena, const struct event *event, const char *type, struct value *object, const char **reason)
{
	const char *why;

	*reason = NULL;
	if (!is_known(event, type))
		*reason = "its type or version is unknown";
	else if (event->value.data == NULL)
		*reason = "it has no value";
	else if (event->value.length > EVENT_LENGTH_MAX)
		*reason = "its value is too long";
	else if (!json_parse_object(arena, event->value, object, &why))
		*reason = arena_printf(arena, "its value is not well formed: %s", why).data;
	return *reason == NULL;
}

int64_t
event_user_id(const struct value *object, const char **reason)
{
	const struct value *user_id = json_member(object, "user_id");

	if (user_id != NULL && user_id->type == VALUE_INTEGER && user_id->integer > 0)
		return user_id->integer;
	*reason = user_id == NULL ? "it has no user_id" : "its user_id is no positive integer";
	return 0;
}

enum verdict
event_verdict(struct arena *arena, const struct db *db, enum result result, const char **reason)
{
	if (result == RESULT_OK)
		return VERDICT_DONE;
	*reason = arena_printf(arena, "the database: %s", db_error(db)).data;
	return result == RESULT_REFUSED ? VERDICT_REJECT : VERDICT_RETRY;
}
