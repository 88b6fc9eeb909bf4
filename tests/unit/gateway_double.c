/* A request without a web server. */
#include "gateway_double.h"

static struct {
	const char *variables[VARIABLES];
	struct text body;
	size_t read;
} request;

void
gateway_double_set(enum variable variable, const char *value)
{
	request.variables[variable] = value;
}

void
gateway_double_body(struct text body)
{
	request.body = body;
}

void
gateway_double_clear(void)
{
	memset(&request, 0, sizeof(request));
}

void
gateway_open(void)
{
}

bool
gateway_accept(void)
{
	return false;
}

struct text
gateway_variable(enum variable variable)
{
	return text_from(request.variables[variable]);
}

bool
gateway_read(char *to, size_t length)
{
	if (request.body.length - request.read < length)
		return false;
	if (length > 0)
		memcpy(to, request.body.data + request.read, length);
	request.read += length;
	return true;
}

bool
gateway_write(const char *data, size_t length)
{
	(void)data;
	(void)length;
	return true;
}

void
gateway_finish(void)
{
}
