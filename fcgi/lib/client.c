/* Who sent a request: its headers, believed only as far as the sender is. */
#include "client.h"

#include "network.h"

#define USER_AGENT_MOST 200

static struct text
trim(struct text text)
{
	while (text.length > 0 && (text.data[0] == ' ' || text.data[0] == '\t'))
		text = (struct text){ .data = text.data + 1, .length = text.length - 1 };
	while (text.length > 0 && (text.data[text.length - 1] == ' ' || text.data[text.length - 1] == '\t'))
		text.length--;
	return text;
}

/* Cuts the last element from a comma-separated list; false at its end. */
static bool
last_element(struct text *list, struct text *element)
{
	size_t start = list->length;

	if (list->data == NULL)
		return false;
	while (start > 0 && list->data[start - 1] != ',')
		start--;
	*element = trim((struct text){ .data = list->data + start, .length = list->length - start });
	*list = start == 0 ? (struct text){ 0 } : (struct text){ .data = list->data, .length = start - 1 };
	return true;
}

struct text
client_address(const struct request *r)
{
	struct text address = address_read(r->arena, request_variable(CGI_REMOTE_ADDR));
	struct text list = request_variable(CGI_HTTP_X_FORWARDED_FOR), element;

	if (address.data == NULL)
		return TEXT("0.0.0.0");
	while (network_list_has(r->config->trusted_proxies, address) && last_element(&list, &element)) {
		struct text before = address_read(r->arena, element);
		/* What a trusted proxy passed on without understanding it is nobody's address. */
		if (before.data == NULL)
			break;
		address = before;
	}
	return address;
}

bool
client_uses_tls(const struct request *r)
{
	struct text list = request_variable(CGI_HTTP_X_FORWARDED_PROTO), protocol;

	if (text_equal(request_variable(CGI_HTTPS), TEXT("on")))
		return true;
	return network_list_has(r->config->trusted_proxies, request_variable(CGI_REMOTE_ADDR)) &&
	    last_element(&list, &protocol) && text_equal(protocol, TEXT("https"));
}

struct text
client_user_agent(const struct request *r)
{
	struct text given = request_variable(CGI_HTTP_USER_AGENT);
	struct buffer shown = { .arena = r->arena };

	for (size_t i = 0; i < given.length && shown.length < USER_AGENT_MOST; i++)
		if (given.data[i] >= 0x20 && given.data[i] < 0x7F)
			buffer_append(&shown, &given.data[i], 1);
	return arena_copy(r->arena, shown.length == 0 ? "" : shown.data, shown.length);
}

struct text
client_cookie(const struct request *r, const char *name)
{
	struct text cookies = request_variable(CGI_HTTP_COOKIE);
	size_t length = strlen(name);

	for (size_t start = 0; start < cookies.length;) {
		const char *at = cookies.data + start;
		const char *end = memchr(at, ';', cookies.length - start);
		size_t size = end == NULL ? cookies.length - start : (size_t)(end - at);
		struct text pair = trim((struct text){ .data = at, .length = size });
		if (pair.length > length && memcmp(pair.data, name, length) == 0 && pair.data[length] == '=')
			return arena_copy(r->arena, pair.data + length + 1, pair.length - length - 1);
		start += size + 1;
	}
	return (struct text){ 0 };
}
