/* The web server's side of a request: libfcgi, or the environment and standard streams of CGI. */
#include "gateway.h"

#include <fcgiapp.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

/* A worker serves one request at a time. */
static struct {
	FCGX_Request request;
	bool is_cgi;
	bool served; /* the one request of CGI */
} gateway;

static void
stop(int signal)
{
	(void)signal;
	FCGX_ShutdownPending();
}

void
gateway_open(void)
{
	struct sigaction action = { .sa_handler = stop };

	gateway.is_cgi = FCGX_IsCGI() != 0;
	FCGX_Init();
	FCGX_InitRequest(&gateway.request, STDIN_FILENO, 0);
	sigemptyset(&action.sa_mask);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
}

bool
gateway_accept(void)
{
	if (gateway.is_cgi) {
		bool first = !gateway.served;
		gateway.served = true;
		return first;
	}
	return FCGX_Accept_r(&gateway.request) == 0;
}

struct text
gateway_variable(const char *name)
{
	return text_from(gateway.is_cgi ? getenv(name) : FCGX_GetParam(name, gateway.request.envp));
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
