/*
 * The web server's side of a request: FastCGI on fd 0 (FastCGI 1.0 specification), or plain CGI
 * (RFC 3875) when fd 0 is no listening socket. The only home of libfcgi.
 */
#ifndef TASKLIGHT_GATEWAY_H
#define TASKLIGHT_GATEWAY_H

#include "text.h"

/* Prepares to accept; SIGTERM and SIGINT then end gateway_accept after the request at hand. */
void gateway_open(void);

/* Waits for the next request. False: there will be none, the program should end. */
bool gateway_accept(void);

/* A CGI variable of the request; absent when not set. Valid until gateway_finish. */
struct text gateway_variable(const char *name);

/* Reads length bytes of the body into to; false when the client sent fewer. */
bool gateway_read(char *to, size_t length);

/* Sends the reply, headers and body; false when the web server no longer listens. */
bool gateway_write(const char *data, size_t length);

/* Ends the request; its variables are gone. */
void gateway_finish(void);

#endif
