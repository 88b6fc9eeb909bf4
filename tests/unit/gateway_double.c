/* A request without a web server. */
#include "gateway_double.h"

#include <stdlib.h>

static struct {
	struct {
		const char *name;
		const char *value;
	} variables[32];
	size_t count;
	struct text body;
	size_t read;
} request;

void
gateway_double_set(const char *name, const char *value)
{
	if (request.count == sizeof(request.variables) / sizeof(request.variables[0]))
		abort();
	request.variables[request.count].name = name;
	request.variables[request.count++].value = value;
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
gateway_variable(const char *name)
{
	for (size_t i = request.count; i > 0; i--)
		if (strcmp(request.variables[i - 1].name, name) == 0)
			return text_from(request.variables[i - 1].value);
	return (struct text){ 0 };
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
