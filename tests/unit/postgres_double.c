/* A PostgreSQL server by script: the messages of the PostgreSQL manual, section "Message Formats". */
#include "postgres_double.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

struct postgres_double {
	const struct statement *script;
	size_t count;
	char dir[32];
	char url[128];
	struct sockaddr_un address;
	int listening;
	pthread_t thread;
	_Atomic int client;
	atomic_int connections, prepared, executed, hung_up;
	char startup[1024];
	size_t startup_length;
};

/* Messages on their way out. */
struct messages {
	char data[4096];
	size_t length;
	size_t begun; /* where the message at hand has its length */
};

static void
put(struct messages *messages, const void *data, size_t length)
{
	if (length > sizeof(messages->data) - messages->length)
		abort();
	memcpy(messages->data + messages->length, data, length);
	messages->length += length;
}

static void
put_string(struct messages *messages, const char *string)
{
	put(messages, string, strlen(string) + 1);
}

static void
put_int32(struct messages *messages, int32_t number)
{
	uint32_t bytes = htonl((uint32_t)number);
	put(messages, &bytes, sizeof(bytes));
}

static void
put_int16(struct messages *messages, int number)
{
	uint16_t bytes = htons((uint16_t)number);
	put(messages, &bytes, sizeof(bytes));
}

static void
begin(struct messages *messages, char type)
{
	put(messages, &type, 1);
	messages->begun = messages->length;
	put_int32(messages, 0);
}

static void
end(struct messages *messages)
{
	uint32_t length = htonl((uint32_t)(messages->length - messages->begun));
	memcpy(messages->data + messages->begun, &length, sizeof(length));
}

static void
put_ready(struct messages *messages)
{
	begin(messages, 'Z');
	put(messages, "I", 1);
	end(messages);
}

static void
put_complete(struct messages *messages, const char *tag)
{
	begin(messages, 'C');
	put_string(messages, tag);
	end(messages);
}

static void
put_error(struct messages *messages, const char *sqlstate)
{
	begin(messages, 'E');
	put_string(messages, "SERROR");
	put_string(messages, "VERROR");
	put(messages, "C", 1);
	put_string(messages, sqlstate);
	put_string(messages, "Mas the script says");
	put(messages, "", 1);
	end(messages);
}

static void
put_row(struct messages *messages, const struct statement *statement)
{
	begin(messages, 'T');
	put_int16(messages, statement->columns);
	for (int i = 0; i < statement->columns; i++) {
		put_string(messages, statement->names[i]);
		put_int32(messages, 0);
		put_int16(messages, 0);
		put_int32(messages, (int32_t)statement->types[i]);
		put_int16(messages, -1);
		put_int32(messages, -1);
		put_int16(messages, 0);
	}
	end(messages);
	begin(messages, 'D');
	put_int16(messages, statement->columns);
	for (int i = 0; i < statement->columns; i++) {
		const char *cell = statement->cells[i];
		put_int32(messages, cell == NULL ? -1 : (int32_t)strlen(cell));
		if (cell != NULL)
			put(messages, cell, strlen(cell));
	}
	end(messages);
}

static bool
read_whole(int fd, char *to, size_t length)
{
	for (size_t got = 0; got < length;) {
		ssize_t more = read(fd, to + got, length - got);
		if (more <= 0)
			return false;
		got += (size_t)more;
	}
	return true;
}

/* Reads a message's length and the rest of it into to. */
static bool
read_message(int fd, char *to, size_t room, size_t *length)
{
	uint32_t announced;

	if (!read_whole(fd, (char *)&announced, sizeof(announced)))
		return false;
	*length = ntohl(announced) - sizeof(announced);
	return *length < room && read_whole(fd, to, *length);
}

static bool
send_all(int fd, const struct messages *messages)
{
	return send(fd, messages->data, messages->length, MSG_NOSIGNAL) == (ssize_t)messages->length;
}

/* What becomes of the statement executed now; false when the connection ends. */
static bool
execute(struct postgres_double *server, int client, struct messages *out)
{
	static const struct statement done = { .fate = FATE_NO_ROW };
	size_t number = (size_t)server->executed++;
	const struct statement *statement = number < server->count ? &server->script[number] : &done;

	if (statement->fate == FATE_SILENCE) {
		out->length = 0;
		return true;
	}
	if (statement->fate == FATE_HANG_UP)
		return false;
	if (statement->fate == FATE_ERROR) {
		put_error(out, statement->sqlstate);
	} else {
		begin(out, '2');
		end(out);
		if (statement->fate == FATE_ANSWER) {
			put_row(out, statement);
		} else {
			begin(out, 'n');
			end(out);
		}
		put_complete(out, "SELECT 1");
	}
	put_ready(out);
	return send_all(client, out) && !statement->then_hang_up;
}

/* The next statement fails already when it is prepared. */
static bool
prepare_fails(struct postgres_double *server, struct messages *out)
{
	size_t number = (size_t)server->executed;

	if (number >= server->count || server->script[number].fate != FATE_PREPARE_ERROR)
		return false;
	server->executed++;
	put_error(out, server->script[number].sqlstate);
	return true;
}

static void
serve(struct postgres_double *server, int client)
{
	char type, message[4096];
	size_t length;
	bool executing = false;
	struct messages out = { .length = 0 };

	begin(&out, 'R');
	put_int32(&out, 0);
	end(&out);
	put_ready(&out);
	if (!read_message(client, server->startup, sizeof(server->startup), &server->startup_length) ||
	    !send_all(client, &out))
		return;
	while (read_whole(client, &type, 1) && read_message(client, message, sizeof(message), &length) && type != 'X') {
		out.length = 0;
		if (type == 'P') {
			server->prepared++;
			if (!prepare_fails(server, &out)) {
				begin(&out, '1');
				end(&out);
			}
			put_ready(&out);
			if (!send_all(client, &out))
				return;
		} else if (type == 'Q') {
			put_complete(&out, "LISTEN");
			put_ready(&out);
			if (!send_all(client, &out))
				return;
		} else if (type == 'E') {
			executing = true;
		} else if (type == 'S' && executing) {
			executing = false;
			if (!execute(server, client, &out))
				return;
		}
	}
}

static void *
run(void *opaque)
{
	struct postgres_double *server = opaque;
	int client;

	while ((client = accept(server->listening, NULL, NULL)) >= 0) {
		server->client = client;
		server->connections++;
		serve(server, client);
		server->client = -1;
		close(client);
		server->hung_up++;
	}
	return NULL;
}

struct postgres_double *
postgres_double_start(const struct statement *script, size_t count)
{
	struct postgres_double *server = calloc(1, sizeof(*server));

	if (server == NULL)
		abort();
	server->script = script;
	server->count = count;
	server->client = -1;
	snprintf(server->dir, sizeof(server->dir), "/tmp/test_db-XXXXXX");
	if (mkdtemp(server->dir) == NULL)
		abort();
	snprintf(server->url, sizeof(server->url), "postgresql:///x?host=%s&sslmode=disable", server->dir);
	server->address.sun_family = AF_UNIX;
	snprintf(server->address.sun_path, sizeof(server->address.sun_path), "%s/.s.PGSQL.5432", server->dir);
	server->listening = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (bind(server->listening, (const struct sockaddr *)&server->address, sizeof(server->address)) != 0 ||
	    listen(server->listening, 8) != 0 || pthread_create(&server->thread, NULL, run, server) != 0)
		abort();
	return server;
}

void
postgres_double_stop(struct postgres_double *server)
{
	shutdown(server->listening, SHUT_RDWR);
	pthread_join(server->thread, NULL);
	close(server->listening);
	unlink(server->address.sun_path);
	rmdir(server->dir);
	free(server);
}

const char *
postgres_double_url(const struct postgres_double *server)
{
	return server->url;
}

int
postgres_double_connections(const struct postgres_double *server)
{
	return server->connections;
}

int
postgres_double_prepared(const struct postgres_double *server)
{
	return server->prepared;
}

int
postgres_double_executed(const struct postgres_double *server)
{
	return server->executed;
}

void
postgres_double_wait_hang_up(const struct postgres_double *server, int times)
{
	for (int i = 0; i < 1000 && server->hung_up < times; i++)
		nanosleep(&(struct timespec){ .tv_nsec = 2000000 }, NULL);
}

void
postgres_double_notify(struct postgres_double *server, const char *channel)
{
	struct messages out = { .length = 0 };

	begin(&out, 'A');
	put_int32(&out, 1);
	put_string(&out, channel);
	put_string(&out, "");
	end(&out);
	send_all(server->client, &out);
}

const char *
postgres_double_parameter(const struct postgres_double *server, const char *name)
{
	const char *at = server->startup + 4, *stop = server->startup + server->startup_length;

	while (at < stop && *at != '\0') {
		const char *value = at + strlen(at) + 1;
		if (strcmp(at, name) == 0)
			return value;
		at = value + strlen(value) + 1;
	}
	return "";
}
