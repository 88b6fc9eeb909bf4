/* One request: its path, headers, body, and the statements it runs. */
#include "request.h"

#include "log.h"
#include "query_string.h"
#include "route.h"

#include <ctype.h>
#include <sodium.h>
#include <strings.h>

/* Longest Idempotency-Key and X-Request-Id we take, bytes. */
#define KEY_LENGTH_MAX 255
#define REQUEST_ID_LENGTH_MAX 64

/* Hexadecimal digits of each half of a request id that we make: the worker's, and the request's. */
#define REQUEST_ID_DIGITS 16

struct text
request_variable(enum variable variable)
{
	return gateway_variable(variable);
}

static enum method
method_of(struct text name)
{
	static const struct {
		const char *name;
		enum method method;
	} methods[] = {
		{ "GET", METHOD_GET },
		{ "HEAD", METHOD_GET },
		{ "POST", METHOD_POST },
		{ "PUT", METHOD_PUT },
		{ "PATCH", METHOD_PATCH },
		{ "DELETE", METHOD_DELETE },
	};

	for (size_t i = 0; i < sizeof(methods) / sizeof(methods[0]); i++)
		if (text_equal(name, text_from(methods[i].name)))
			return methods[i].method;
	return 0;
}

/* What this worker's request ids begin with, and how many it has made. */
static struct {
	char prefix[REQUEST_ID_DIGITS + 1];
	uint64_t made;
} request_ids;

void
request_id_open(void)
{
	unsigned char random[REQUEST_ID_DIGITS / 2];

	randombytes_buf(random, sizeof(random));
	sodium_bin2hex(request_ids.prefix, sizeof(request_ids.prefix), random, sizeof(random));
}

/* X-Request-Id when it is well formed, else a new one. */
static struct text
request_id(struct arena *arena)
{
	struct text given = request_variable(CGI_HTTP_X_REQUEST_ID);
	bool good = given.length > 0 && given.length <= REQUEST_ID_LENGTH_MAX;

	for (size_t i = 0; i < given.length && good; i++)
		good = isalnum((unsigned char)given.data[i]) || strchr("._-", given.data[i]) != NULL;
	if (good)
		return given;
	char made[2 * REQUEST_ID_DIGITS];
	memcpy(made, request_ids.prefix, REQUEST_ID_DIGITS);
	uint64_t number = request_ids.made++;
	for (size_t i = sizeof(made); i > REQUEST_ID_DIGITS; number >>= 4)
		made[--i] = "0123456789abcdef"[number & 15];
	return arena_copy(arena, made, sizeof(made));
}

/* SCRIPT_NAME and PATH_INFO without the trailing slash, an alias of the service replaced by what it stands for. */
static struct text
request_path(struct arena *arena, const struct service *service)
{
	struct buffer path = { .arena = arena };
	struct text script = request_variable(CGI_SCRIPT_NAME), info = request_variable(CGI_PATH_INFO);

	buffer_text(&path, script);
	buffer_text(&path, info);
	if (path.length > 1 && path.data[path.length - 1] == '/')
		path.length--;
	for (const struct alias *alias = service->aliases; alias != NULL && alias->from != NULL; alias++) {
		struct text from = text_from(alias->from), whole = { .data = path.data, .length = path.length };
		if (text_starts(whole, from) && (whole.length == from.length || whole.data[from.length] == '/'))
			return arena_printf(arena, "%s%.*s", alias->to, (int)(whole.length - from.length),
			    whole.data + from.length);
	}
	return arena_copy(arena, path.length == 0 ? "" : path.data, path.length);
}

void
request_begin(struct request *r, const struct service *service)
{
	r->service = service;
	r->method_name = request_variable(CGI_REQUEST_METHOD);
	r->method = method_of(r->method_name);
	r->path = request_path(r->arena, service);
	r->query_string = request_variable(CGI_QUERY_STRING);
	r->request_id = request_id(r->arena);
	r->reply.headers.arena = r->reply.body.arena = r->errors.json.arena = r->arena;
	r->reply.media_type = "application/json";
}

enum result
request_read_query(struct request *r)
{
	static const struct shape nothing = { .size = 0, .fields = NULL, .count = 0, .spelled = true };
	const struct shape *shape = r->route->query == NULL ? &nothing : r->route->query;
	struct value object;
	const char *why;

	if (r->query_string.length == 0 && r->route->query == NULL)
		return RESULT_OK;
	if (!query_string_parse(r->arena, r->query_string, &object, &why)) {
		r->detail = arena_printf(r->arena, "The query string is not well formed: %s.", why);
		return RESULT_MALFORMED;
	}
	r->query = field_read(r->arena, shape, &object, &r->errors);
	return r->errors.json.length == 0 ? RESULT_OK : RESULT_INVALID_PARAMETER;
}

static bool
media_type_fits(struct request *r)
{
	struct text type = request_variable(CGI_CONTENT_TYPE);
	size_t length = type.data == NULL ? 0 : strcspn(type.data, "; \t");

	if (length == strlen("application/json") && strncasecmp(type.data, "application/json", length) == 0)
		return true;
	return r->method == METHOD_PATCH && length == strlen("application/merge-patch+json") &&
	    strncasecmp(type.data, "application/merge-patch+json", length) == 0;
}

/* Reads the bytes of the body, at most the limit. */
static enum result
read_raw_body(struct request *r)
{
	struct text announced = request_variable(CGI_CONTENT_LENGTH);
	int64_t length = 0, most = r->route->body_limit > 0 ? r->route->body_limit : r->config->body_limit;

	if (announced.length > 0 && !text_integer(announced, 0, INT64_MAX, &length)) {
		r->detail = TEXT("Content-Length is no number.");
		return RESULT_MALFORMED;
	}
	if (length > most) {
		r->detail = arena_printf(r->arena, "The body may have at most %lld bytes.", (long long)most);
		return RESULT_TOO_LARGE;
	}
	char *data = arena_alloc_raw(r->arena, (size_t)length + 1);
	if (!gateway_read(data, (size_t)length)) {
		r->detail = TEXT("The body is shorter than Content-Length says.");
		return RESULT_MALFORMED;
	}
	data[length] = '\0';
	r->raw_body = (struct text){ .data = data, .length = (size_t)length };
	return RESULT_OK;
}

enum result
request_read_body(struct request *r)
{
	struct value object = { .type = VALUE_OBJECT };
	const char *why;

	enum result result = read_raw_body(r);
	if (result != RESULT_OK || r->route->body == NULL)
		return result;
	if (r->raw_body.length == 0 && !r->route->body_optional) {
		r->detail = TEXT("The body is empty; send a JSON object.");
		return RESULT_MALFORMED;
	}
	if (r->raw_body.length > 0) {
		if (!media_type_fits(r))
			return RESULT_MEDIA_TYPE;
		if (!json_parse_object(r->arena, r->raw_body, &object, &why)) {
			r->detail = arena_printf(r->arena, "The body is no well-formed JSON object: %s.", why);
			return RESULT_MALFORMED;
		}
	}
	r->body = field_read(r->arena, r->route->body, &object, &r->errors);
	return r->errors.json.length == 0 ? RESULT_OK : RESULT_INVALID;
}

/* One entity-tag of ours, "17", as its number; false for anything else, weak ones included. */
static bool
version_of(struct text etag, int64_t *version)
{
	if (etag.length < 3 || etag.data[0] != '"' || etag.data[etag.length - 1] != '"')
		return false;
	return text_integer((struct text){ .data = etag.data + 1, .length = etag.length - 2 }, 0, INT64_MAX, version);
}

/* Cuts the next entity-tag from a list of them (RFC 9110 section 13.1.1); false at its end. */
static bool
next_etag(struct text *list, struct text *etag)
{
	size_t start = 0, end;

	while (start < list->length && strchr(", \t", list->data[start]) != NULL)
		start++;
	end = start;
	while (end < list->length && strchr(", \t", list->data[end]) == NULL)
		end++;
	*etag = (struct text){ .data = list->data + start, .length = end - start };
	*list = (struct text){ .data = list->data + end, .length = list->length - end };
	return etag->length > 0;
}

/* If-Match as an SQL array of versions: an entity-tag that is none of ours matches nothing. */
static struct text
versions_of(struct arena *arena, struct text list)
{
	struct buffer array = { .arena = arena };
	struct text etag;
	int64_t version;

	buffer_literal(&array, "{");
	while (next_etag(&list, &etag)) {
		if (!version_of(etag, &version))
			continue;
		if (array.length > 1)
			buffer_literal(&array, ",");
		buffer_integer(&array, version);
	}
	buffer_append(&array, "}", 2);
	return (struct text){ .data = array.data, .length = array.length - 1 };
}

static enum result
read_idempotency_key(struct request *r)
{
	struct text key = request_variable(CGI_HTTP_IDEMPOTENCY_KEY);
	unsigned char hash[crypto_hash_sha256_BYTES];
	char *hex = arena_alloc(r->arena, 2 * sizeof(hash) + 1);
	crypto_hash_sha256_state state;

	if (key.data == NULL || !r->route->idempotent)
		return RESULT_OK;
	bool good = key.length >= 1 && key.length <= KEY_LENGTH_MAX;
	for (size_t i = 0; i < key.length; i++)
		good = good && key.data[i] > 0x20 && key.data[i] < 0x7F;
	if (!good) {
		r->detail = TEXT("Idempotency-Key must be 1 to 255 visible ASCII characters.");
		return RESULT_MALFORMED;
	}
	crypto_hash_sha256_init(&state);
	crypto_hash_sha256_update(&state, (const unsigned char *)r->path.data, r->path.length + 1);
	crypto_hash_sha256_update(&state, (const unsigned char *)r->raw_body.data, r->raw_body.length);
	crypto_hash_sha256_final(&state, hash);
	sodium_bin2hex(hex, 2 * sizeof(hash) + 1, hash, sizeof(hash));
	r->idempotency_key = key;
	r->request_hash = text_from(hex);
	return RESULT_OK;
}

enum result
request_read_conditions(struct request *r)
{
	struct text if_match = request_variable(CGI_HTTP_IF_MATCH);

	if (if_match.data != NULL && !text_equal(if_match, TEXT("*")))
		r->if_match = versions_of(r->arena, if_match);
	return read_idempotency_key(r);
}

bool
request_has_copy(struct text etag)
{
	struct text list = request_variable(CGI_HTTP_IF_NONE_MATCH), given;

	if (text_equal(list, TEXT("*")))
		return true;
	while (list.data != NULL && next_etag(&list, &given)) {
		if (text_starts(given, TEXT("W/")))
			given = (struct text){ .data = given.data + 2, .length = given.length - 2 };
		if (text_equal(given, etag))
			return true;
	}
	return false;
}

struct text
request_copy_version(struct request *r)
{
	struct text list = request_variable(CGI_HTTP_IF_NONE_MATCH);
	int64_t version;

	if (list.data == NULL || !version_of(list, &version))
		return (struct text){ 0 };
	return arena_integer(r->arena, version);
}

struct params
request_params(struct request *r)
{
	struct params params = { .arena = r->arena };

	params_integer(&params, r->identity.user_id);
	params_integer(&params, r->identity.is_api ? r->identity.expires_at : r->identity.issued_at);
	params_text(&params, text_from(r->identity.session_id));
	return params;
}

enum result
request_run(struct request *r, unsigned query, const struct params *params)
{
	enum result result = db_run(r->db, query, params, &r->rows);

	r->statements++;
	if (result == RESULT_TOO_MANY_REQUESTS)
		r->retry_after = rows_integer(&r->rows, 0, "_retry_after");
	if (db_error(r->db)[0] != '\0' && result != RESULT_OK) {
		struct buffer line = log_begin(r->arena, LOG_ERROR, "statement failed");
		log_text(&line, "request_id", r->request_id);
		log_text(&line, "error", text_from(db_error(r->db)));
		log_end(&line);
	}
	return result;
}
