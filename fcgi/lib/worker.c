/* A service's worker: the way of every request. */
#include "worker.h"

#include "client.h"
#include "cors.h"
#include "gateway.h"
#include "log.h"
#include "program.h"
#include "ready.h"
#include "reply.h"
#include "watchdog.h"

#include <sodium.h>
#include <stdio.h>
#include <strings.h>
#include <time.h>

/* First block of a request's memory, bytes: enough for a list of some hundred todos. */
#define ARENA_BLOCK ((size_t)256 * 1024)

struct worker {
	const struct service *service;
	struct config config;
	struct arena *arena;
	struct db *db;
};

static enum result
authenticate(struct request *r)
{
	struct text header = request_variable(CGI_HTTP_AUTHORIZATION);
	const struct text scheme = TEXT("Bearer ");

	if (r->route->access == PUBLIC)
		return RESULT_OK;
	if (header.length == 0)
		return RESULT_UNAUTHENTICATED;
	if (header.length <= scheme.length || strncasecmp(header.data, scheme.data, scheme.length) != 0) {
		r->detail = TEXT("The header Authorization must be: Bearer <token>.");
		return RESULT_INVALID_TOKEN;
	}
	struct text token = { .data = header.data + scheme.length, .length = header.length - scheme.length };
	enum result result = token_verify(r->config, token, &r->identity);
	if (result == RESULT_OK && r->method != METHOD_GET && !r->identity.may_write) {
		r->detail = TEXT("The token may only read.");
		return RESULT_FORBIDDEN;
	}
	if (result == RESULT_OK && r->route->access == LOGIN && r->identity.is_api) {
		r->detail = TEXT("An API token cannot do this: log in.");
		return RESULT_FORBIDDEN;
	}
	return result;
}

/* Whether Accept, if sent, leaves room for JSON (RFC 9110, section 12.5.1). */
static bool
acceptable(void)
{
	struct text accept = request_variable(CGI_HTTP_ACCEPT);

	return accept.length == 0 || strstr(accept.data, "*/*") != NULL || strstr(accept.data, "application/*") != NULL ||
	    strstr(accept.data, "application/json") != NULL || strstr(accept.data, "application/problem+json") != NULL;
}

static enum result
serve(struct request *r)
{
	enum result result;

	if (text_equal(r->path, TEXT("/readyz")))
		return ready_reply(r);
	/* Set by the web server, which serves the file itself to GET and HEAD. */
	if (request_variable(CGI_TASKLIGHT_FILE).data != NULL)
		return reply_read_only(r);
	if (text_equal(r->method_name, TEXT("OPTIONS")))
		return cors_options(r);
	if ((result = route_find(r)) != RESULT_OK || (result = authenticate(r)) != RESULT_OK)
		return result;
	if (!acceptable())
		return RESULT_NOT_ACCEPTABLE;
	if ((result = request_read_query(r)) != RESULT_OK || (result = request_read_body(r)) != RESULT_OK ||
	    (result = request_read_conditions(r)) != RESULT_OK)
		return result;
	return r->route->handler(r);
}

static void
send_reply(struct request *r)
{
	struct reply *reply = &r->reply;
	struct buffer out = { .arena = r->arena };

	buffer_literal(&out, "Status: ");
	buffer_integer(&out, reply->status);
	buffer_literal(&out, "\r\nX-Request-Id: ");
	buffer_text(&out, r->request_id);
	/* A browser that two users share would take one's answer for the other's: ETags are numbers of each user's own. */
	buffer_literal(&out, "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n");
	if (reply->body.length > 0) {
		buffer_literal(&out, "Content-Type: ");
		buffer_text(&out, text_from(reply->media_type));
		buffer_literal(&out, "\r\n");
	}
	if (reply->status != 204 && reply->status != 304) {
		buffer_literal(&out, "Content-Length: ");
		buffer_integer(&out, (int64_t)reply->body.length);
		buffer_literal(&out, "\r\n");
	}
	buffer_append(&out, reply->headers.data, reply->headers.length);
	buffer_literal(&out, "\r\n");
	gateway_write(out.data, out.length);
	gateway_write(reply->body.data, reply->body.length);
	gateway_finish();
}

static void
log_request(struct request *r, const struct timespec *start, struct text remote_address)
{
	struct timespec end;
	struct buffer line = log_begin(r->arena, r->reply.status >= 500 ? LOG_ERROR : LOG_INFO, "request");

	clock_gettime(CLOCK_MONOTONIC, &end);
	int64_t us = (end.tv_sec - start->tv_sec) * 1000000 + (end.tv_nsec - start->tv_nsec) / 1000;
	log_text(&line, "request_id", r->request_id);
	log_text(&line, "method", r->method_name);
	log_text(&line, "path", r->path);
	log_integer(&line, "status", r->reply.status);
	buffer_literal(&line, ",\"duration_ms\":");
	buffer_integer(&line, us / 1000);
	char thousandths[4] = { '.', (char)('0' + us / 100 % 10), (char)('0' + us / 10 % 10), (char)('0' + us % 10) };
	buffer_append(&line, thousandths, sizeof(thousandths));
	log_integer(&line, "statements", r->statements);
	if (r->identity.user_id > 0)
		log_integer(&line, "user_id", r->identity.user_id);
	log_text(&line, "remote_addr", remote_address);
	log_end(&line);
}

static void
serve_one(struct worker *worker)
{
	struct request request = { .arena = worker->arena, .config = &worker->config, .db = worker->db }, *r = &request;
	struct timespec start;
	enum result result;

	clock_gettime(CLOCK_MONOTONIC, &start);
	watchdog_begin(start.tv_sec);
	request_begin(r, worker->service);
	/* Method, path and address are gone when the reply has been sent; the log is written after it. */
	struct text address = client_address(r), method = r->method_name;
	r->method_name = arena_copy(r->arena, method.data == NULL ? "" : method.data, method.length);
	r->request_id = arena_copy(r->arena, r->request_id.data, r->request_id.length);
	cors_reply(r);
	if ((result = serve(r)) != RESULT_OK)
		reply_problem(r, result);
	send_reply(r);
	log_request(r, &start, address);
	watchdog_end();
	arena_reset(worker->arena);
}

int
worker_main(int argc, char **argv, const struct service *service)
{
	static struct worker worker;
	struct program program = { .name = service->name, .about = service->about, .needs = service->needs };

	if (argc == 2 && strcmp(argv[1], "--routes") == 0) {
		route_list(service);
		return 0;
	}
	if (argc == 2 && strcmp(argv[1], "--problems") == 0) {
		result_list(stdout);
		return 0;
	}
	program_begin(argc, argv, &program, &worker.config);
	if (sodium_init() < 0 || !token_open(&worker.config) || (service->open != NULL && !service->open(&worker.config))) {
		fprintf(stderr, "%s: the cryptographic libraries cannot be used\n", service->name);
		return 1;
	}
	worker.service = service;
	worker.arena = arena_create(ARENA_BLOCK);
	worker.db = db_create(&worker.config, service->name, service->queries, service->query_count);
	watchdog_open(worker.config.request_timeout);
	request_id_open();
	gateway_open();
	/* Asked to stop before the wait or while it served, it must not wait for a request first. */
	while (!program_stopping() && gateway_accept())
		serve_one(&worker);
	db_close(worker.db);
	arena_destroy(worker.arena);
	return 0;
}
