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
	FCGX_InitRequest(&gateway.request, STDIN_FILENO, FCGI_FAIL_ACCEPT_ON_INTR);
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
	if (!gateway.is_cgi)
		FCGX_Finish_r(&gateway.request);
}
