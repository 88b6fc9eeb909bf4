/*
 * The web server's side of a request: FastCGI on fd 0 (FastCGI 1.0 specification), or plain CGI
 * (RFC 3875) when fd 0 is no listening socket. The only home of libfcgi.
 */
#ifndef TASKLIGHT_GATEWAY_H
#define TASKLIGHT_GATEWAY_H

#include "text.h"

/* Prepares to accept. A signal whose handler has no SA_RESTART then ends the wait of gateway_accept. */
void gateway_open(void);

/* Waits for the next request. False: there will be none, the program should end. */
bool gateway_accept(void);

/* The request's variables that are read (RFC 3875, section 4.1), each named as there with CGI_ before it. */
enum variable {
	CGI_CONTENT_LENGTH,
	CGI_CONTENT_TYPE,
	CGI_HTTPS,
	CGI_HTTP_ACCEPT,
	CGI_HTTP_ACCESS_CONTROL_REQUEST_METHOD,
	CGI_HTTP_AUTHORIZATION,
	CGI_HTTP_COOKIE,
	CGI_HTTP_HOST,
	CGI_HTTP_IDEMPOTENCY_KEY,
	CGI_HTTP_IF_MATCH,
	CGI_HTTP_IF_NONE_MATCH,
	CGI_HTTP_ORIGIN,
	CGI_HTTP_SEC_FETCH_SITE,
	CGI_HTTP_USER_AGENT,
	CGI_HTTP_X_FORWARDED_FOR,
	CGI_HTTP_X_FORWARDED_PROTO,
	CGI_HTTP_X_REQUEST_ID,
	CGI_PATH_INFO,
	CGI_QUERY_STRING,
	CGI_REMOTE_ADDR,
	CGI_REQUEST_METHOD,
	CGI_SCRIPT_NAME,
	CGI_TASKLIGHT_FILE, /* set by the web server: the address is a file, which it serves itself to GET */
	VARIABLES
};

/* The value of a variable; absent when not set. Valid until gateway_finish. */
struct text gateway_variable(enum variable variable);

/* Reads length bytes of the body into to; false when the client sent fewer. */
bool gateway_read(char *to, size_t length);

/* Sends the reply, headers and body; false when the web server no longer listens. */
bool gateway_write(const char *data, size_t length);

/* Ends the request; its variables are gone. */
void gateway_finish(void);

#endif
