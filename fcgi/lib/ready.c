/* GET /readyz: the database, its schema, and the services' sockets. */
#include "ready.h"

#include "reply.h"
#include "route.h"

#include <glob.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static const char *
check_database(struct request *r)
{
	struct params none = { .arena = r->arena };

	if (request_run(r, r->service->ready_query, &none) != RESULT_OK)
		return "the database does not answer";
	if (rows_integer(&r->rows, 0, "version") < r->service->schema_version)
		return "migrations are missing";
	return "ok";
}

/* A full backlog counts as broken too: the connection is not waited for. */
static const char *
check_socket(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	snprintf(address.sun_path, sizeof(address.sun_path), "%s", path);
	bool good = fd >= 0 && connect(fd, (const struct sockaddr *)&address, sizeof(address)) == 0;
	if (fd >= 0)
		close(fd);
	return good ? "ok" : "nobody listens";
}

enum result
ready_reply(struct request *r)
{
	struct buffer *body = &r->reply.body;

	if (r->method != METHOD_GET)
		return reply_read_only(r);
	const char *state = check_database(r);
	bool good = strcmp(state, "ok") == 0;
	glob_t sockets = { 0 };

	buffer_literal(body, "{\"checks\":{");
	json_name(body, "database");
	json_text(body, text_from(state));
	struct text pattern = arena_printf(r->arena, "%s/*.sock", r->config->socket_dir);
	if (r->config->socket_dir[0] != '\0' && glob(pattern.data, 0, NULL, &sockets) == 0)
		for (size_t i = 0; i < sockets.gl_pathc; i++) {
			const char *name = strrchr(sockets.gl_pathv[i], '/') + 1;
			state = check_socket(sockets.gl_pathv[i]);
			good = good && strcmp(state, "ok") == 0;
			json_name(body, arena_printf(r->arena, "%.*s", (int)strcspn(name, "."), name).data);
			json_text(body, text_from(state));
		}
	globfree(&sockets);
	buffer_literal(body, "}");
	json_name(body, "status");
	json_text(body, good ? TEXT("ready") : TEXT("unready"));
	buffer_literal(body, "}");
	if (!good)
		reply_header(r, "Retry-After", TEXT("1"));
	return reply_object(r, good ? 200 : 503);
}
