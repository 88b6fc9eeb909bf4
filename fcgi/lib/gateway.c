/* The web server's side of a request: libfcgi, or the environment and standard streams of CGI. */
#include "gateway.h"

#include <fcgiapp.h>
#include <stdlib.h>
#include <unistd.h>

#define VARIABLE(name) [CGI_##name] = { .data = #name, .length = sizeof(#name) - 1 }

static const struct text names[VARIABLES] = {
	VARIABLE(CONTENT_LENGTH),
	VARIABLE(CONTENT_TYPE),
	VARIABLE(HTTPS),
	VARIABLE(HTTP_ACCEPT),
	VARIABLE(HTTP_ACCESS_CONTROL_REQUEST_METHOD),
	VARIABLE(HTTP_AUTHORIZATION),
	VARIABLE(HTTP_COOKIE),
	VARIABLE(HTTP_HOST),
	VARIABLE(HTTP_IDEMPOTENCY_KEY),
	VARIABLE(HTTP_IF_MATCH),
	VARIABLE(HTTP_IF_NONE_MATCH),
	VARIABLE(HTTP_ORIGIN),
	VARIABLE(HTTP_SEC_FETCH_SITE),
	VARIABLE(HTTP_USER_AGENT),
	VARIABLE(HTTP_X_FORWARDED_FOR),
	VARIABLE(HTTP_X_FORWARDED_PROTO),
	VARIABLE(HTTP_X_REQUEST_ID),
	VARIABLE(PATH_INFO),
	VARIABLE(QUERY_STRING),
	VARIABLE(REMOTE_ADDR),
	VARIABLE(REQUEST_METHOD),
	VARIABLE(SCRIPT_NAME),
	VARIABLE(TASKLIGHT_FILE),
};

_Static_assert(VARIABLES <= 32, "a bit each");

/* No name is as long. */
#define LENGTHS 48

/* A worker serves one request at a time. */
static struct {
	FCGX_Request request;
	struct text variables[VARIABLES]; /* of the request at hand */
	uint32_t of_length[LENGTHS];      /* bit v: names[v] is so long */
	bool is_cgi;
	bool served; /* the one request of CGI */
} gateway;

void
gateway_open(void)
{
	for (int i = 0; i < VARIABLES; i++)
		gateway.of_length[names[i].length] |= UINT32_C(1) << i;
	gateway.is_cgi = FCGX_IsCGI() != 0;
	FCGX_Init();
	/*
	 * A signal ends the wait. FCGX_ShutdownPending would also look right, but 2.4.2 never comes back from FCGX_Accept_r
	 * when the signal arrives between the accept and the first byte: it closes the same descriptor again and again.
	 */
	FCGX_InitRequest(&gateway.request, STDIN_FILENO, FCGI_FAIL_ACCEPT_ON_INTR);
}

/* Takes those of "NAME=value" that are read, once: looking each of them up reads through all that was sent. */
static void
take_variables(char **environment)
{
	memset(gateway.variables, 0, sizeof(gateway.variables));
	for (; environment != NULL && *environment != NULL; environment++) {
		const char *equals = strchr(*environment, '=');
		if (equals == NULL)
			continue;
		struct text name = { .data = *environment, .length = (size_t)(equals - *environment) };
		uint32_t candidates = name.length < LENGTHS ? gateway.of_length[name.length] : 0;
		for (; candidates != 0; candidates &= candidates - 1) {
			int i = __builtin_ctz(candidates);
			if (gateway.variables[i].data == NULL && text_equal(names[i], name))
				gateway.variables[i] = text_from(equals + 1);
		}
	}
}

bool
gateway_accept(void)
{
	bool accepted = gateway.is_cgi ? !gateway.served : FCGX_Accept_r(&gateway.request) == 0;

	gateway.served = true;
	if (accepted)
		take_variables(gateway.is_cgi ? environ : gateway.request.envp);
	return accepted;
}

struct text
gateway_variable(enum variable variable)
{
	return gateway.variables[variable];
}

bool
gateway_read(char *to, size_t length)
{
	if (!gateway.is_cgi)
		return length == 0 || FCGX_GetStr(to, (int)length, gateway.request.in) == (int)length;
	for (size_t got = 0; got < length;) {
		ssize_t more = read(STDIN_FILENO, to + got, length - got);
		if (more <= 0)
			return false;
		got += (size_t)more;
	}
	return true;
}

bool
gateway_write(const char *data, size_t length)
{
	if (!gateway.is_cgi)
		return FCGX_PutStr(data, (int)length, gateway.request.out) == (int)length;
	for (size_t sent = 0; sent < length;) {
		ssize_t more = write(STDOUT_FILENO, data + sent, length - sent);
		if (more <= 0)
			return false;
		sent += (size_t)more;
	}
	return true;
}

void
gateway_finish(void)
{
	char rest[4096];

	if (gateway.is_cgi)
		return;
	/*
	 * libfcgi's own close waits for the web server to hang up: a shutdown, a poll and a read more,
	 * and a worker that is idle meanwhile. Once all that was sent to us has been read, to the end of
	 * the body, a plain close loses nothing (unix(7)).
	 */
	while (FCGX_GetStr(rest, sizeof(rest), gateway.request.in) == (int)sizeof(rest))
		continue;
	gateway.request.keepConnection = 1;
	FCGX_Finish_r(&gateway.request);
	close(gateway.request.ipcFd);
	gateway.request.ipcFd = -1;
}
