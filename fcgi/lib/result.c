/* The one table of results and their problems, and the map from PostgreSQL's errors into it. */
#include "result.h"

static const struct problem problems[RESULT_COUNT] = {
	[RESULT_OK] = { "ok", 0, "OK", "" },
	[RESULT_REPLAY] = { "replay", 0, "OK", "" },
	[RESULT_UNCHANGED] = { "unchanged", 304, "Not Modified", "" },
	[RESULT_NEW_OWNER] = { "new_owner", 0, "OK", "" },
	[RESULT_MALFORMED] = { "malformed", 400, "Malformed request", "The request is not well formed." },
	[RESULT_UNKNOWN_PARAMETER] = { "unknown_parameter", 400, "Unknown query parameter",
	    "The query string has a parameter that this address does not take." },
	[RESULT_INVALID_PARAMETER] = { "invalid_parameter", 400, "Invalid query parameter",
	    "A parameter of the query string has a value that it cannot have." },
	[RESULT_UNAUTHENTICATED] = { "unauthenticated", 401, "Authentication required",
	    "Send an access token: Authorization: Bearer <token>." },
	[RESULT_INVALID_TOKEN] = { "invalid_token", 401, "Invalid token", "The token is not one of ours, or damaged." },
	[RESULT_EXPIRED_TOKEN] = { "expired_token", 401, "Expired token", "The token has expired; refresh it or log in." },
	[RESULT_GONE] = { "gone", 401, "Token revoked",
	    "The account was deleted, or the session of this token has ended." },
	[RESULT_WRONG_CREDENTIALS] = { "wrong_credentials", 401, "Wrong credentials",
	    "No active account has this name and password." },
	[RESULT_PASSWORD_REQUIRED] = { "password_required", 403, "Password required",
	    "The password was given too long ago: send it in the body as \"password\"." },
	[RESULT_FORBIDDEN] = { "forbidden", 403, "Forbidden", "The token does not allow this." },
	[RESULT_NOT_FOUND] = { "not_found", 404, "Not found", "There is nothing at this address." },
	[RESULT_METHOD_NOT_ALLOWED] = { "method_not_allowed", 405, "Method not allowed",
	    "The header Allow lists the methods of this address." },
	[RESULT_NOT_ACCEPTABLE] = { "not_acceptable", 406, "Not acceptable",
	    "This address answers application/json, which the header Accept excludes." },
	[RESULT_TAKEN] = { "taken", 409, "Already taken", "Another account has it already." },
	[RESULT_BUSY] = { "busy", 409, "Request in progress",
	    "A request with this Idempotency-Key is still running; ask again." },
	[RESULT_LIMIT] = { "limit", 409, "Limit reached", "There are as many open todos as one account may have." },
	[RESULT_HORIZON] = { "horizon", 410, "Changes no longer kept",
	    "Changes since then are no longer all known; read the whole list and go on from its ETag." },
	[RESULT_STALE] = { "stale", 412, "Changed meanwhile",
	    "It is no longer as If-Match says; the member current shows it as it is." },
	[RESULT_TOO_LARGE] = { "too_large", 413, "Body too large", "The body is larger than this address takes." },
	[RESULT_MEDIA_TYPE] = { "media_type", 415, "Unsupported media type", "Send the body as application/json." },
	[RESULT_INVALID] = { "invalid", 422, "Invalid fields", "The member errors names each field and what is wrong." },
	[RESULT_KEY_REUSED] = { "key_reused", 422, "Idempotency-Key used before",
	    "This Idempotency-Key belongs to another request of the last 24 hours." },
	[RESULT_TOO_MANY_REQUESTS] = { "too_many_requests", 429, "Too many requests", "Slow down; Retry-After says when." },
	[RESULT_INTERNAL] = { "internal", 500, "Internal error",
	    "This is our mistake; request_id finds its reason in the log." },
	[RESULT_REFUSED] = { "refused", 500, "Refused by the database",
	    "Nothing was changed. This is our mistake; request_id finds its reason in the log." },
	[RESULT_UNAVAILABLE] = { "unavailable", 503, "Temporarily unavailable",
	    "The database does not answer; nothing was changed. Try again." },
	[RESULT_UNKNOWN_OUTCOME] = { "unknown_outcome", 503, "Outcome unknown",
	    "The database went away before it answered. Try again; an Idempotency-Key makes that safe." },
};

const struct problem *
result_problem(enum result result)
{
	return &problems[result];
}

enum result
result_from_word(struct text word)
{
	for (enum result result = RESULT_OK; result < RESULT_COUNT; result++)
		if (text_equal(word, text_from(problems[result].word)))
			return result;
	return RESULT_INTERNAL;
}

void
result_list(FILE *to)
{
	for (enum result result = RESULT_MALFORMED; result < RESULT_COUNT; result++) {
		const struct problem *problem = &problems[result];
		fprintf(to, "%s\t%d\t%s\t%s\n", problem->word, problem->status, problem->title, problem->detail);
	}
}

/* SQLSTATEs, or their first two characters (the class); the first row that fits decides. */
static const struct {
	const char *sqlstate;
	enum result result;
} sqlstates[] = {
	{ "57014", RESULT_UNAVAILABLE }, /* query_canceled: the statement's deadline */
	{ "55P03", RESULT_UNAVAILABLE }, /* lock_not_available */
	{ "23505", RESULT_BUSY },        /* unique_violation: two requests at the same moment */
	{ "22", RESULT_REFUSED },        /* data exception: the value cannot be stored */
	{ "23", RESULT_REFUSED },        /* integrity constraint violation */
	{ "40", RESULT_UNAVAILABLE },    /* transaction rollback, after the retries */
	{ "08", RESULT_UNAVAILABLE },    /* connection exception */
	{ "53", RESULT_UNAVAILABLE },    /* insufficient resources: disk full, too many connections */
	{ "57", RESULT_UNAVAILABLE },    /* operator intervention: shutdown, crash of another backend */
	{ "25", RESULT_UNAVAILABLE },    /* read-only transaction: a standby, or a failover under way */
};

enum result
result_from_sqlstate(const char *sqlstate)
{
	if (sqlstate == NULL)
		return RESULT_UNAVAILABLE;
	for (size_t i = 0; i < sizeof(sqlstates) / sizeof(sqlstates[0]); i++)
		if (strncmp(sqlstate, sqlstates[i].sqlstate, strlen(sqlstates[i].sqlstate)) == 0)
			return sqlstates[i].result;
	return RESULT_INTERNAL;
}

bool
result_retry(const char *sqlstate)
{
	return sqlstate != NULL && (strcmp(sqlstate, "40001") == 0 || strcmp(sqlstate, "40P01") == 0);
}
