/* The query string of a URL: parsed for a handler, and written back for a Link header. */
#include "query_string.h"

#include <ctype.h>

static int
hex_digit(char c)
{
	if (!isxdigit((unsigned char)c))
		return -1;
	return isdigit((unsigned char)c) ? c - '0' : tolower((unsigned char)c) - 'a' + 10;
}

/* One name or value, decoded; absent when it is not well formed. */
static struct text
decode(struct arena *arena, struct text coded)
{
	char *plain = arena_alloc_raw(arena, coded.length + 1);
	size_t used = 0;

	for (size_t i = 0; i < coded.length; i++) {
		char c = coded.data[i];
		if (c == '+') {
			c = ' ';
		} else if (c == '%') {
			if (coded.length - i < 3 || hex_digit(coded.data[i + 1]) < 0 || hex_digit(coded.data[i + 2]) < 0)
				return (struct text){ 0 };
			c = (char)(hex_digit(coded.data[i + 1]) * 16 + hex_digit(coded.data[i + 2]));
			i += 2;
		}
		if (c == '\0')
			return (struct text){ 0 };
		plain[used++] = c;
	}
	plain[used] = '\0';
	if (text_utf8_length(plain, used) < 0)
		return (struct text){ 0 };
	return (struct text){ .data = plain, .length = used };
}

/* Cuts the next parameter from rest, without its "&". */
static struct text
next_parameter(struct text *rest)
{
	const char *end = memchr(rest->data, '&', rest->length);
	size_t length = end == NULL ? rest->length : (size_t)(end - rest->data);
	struct text parameter = { .data = rest->data, .length = length };

	rest->data += end == NULL ? length : length + 1;
	rest->length -= end == NULL ? length : length + 1;
	return parameter;
}

/* What stands before and behind the "=" of a parameter. */
static void
split(struct text parameter, struct text *name, struct text *value)
{
	const char *equals = memchr(parameter.data, '=', parameter.length);

	*name = parameter;
	*value = TEXT("");
	if (equals == NULL)
		return;
	name->length = (size_t)(equals - parameter.data);
	*value = (struct text){ .data = equals + 1, .length = parameter.length - name->length - 1 };
}

bool
query_string_parse(struct arena *arena, struct text query, struct value *object, const char **why)
{
	struct text rest = query, name, value;
	size_t most = 1;

	for (size_t i = 0; i < query.length; i++)
		most += query.data[i] == '&';
	*object = (struct value){ .type = VALUE_OBJECT, .elements = arena_alloc(arena, most * sizeof(struct value)) };
	while (rest.length > 0) {
		struct text parameter = next_parameter(&rest);
		if (parameter.length == 0)
			continue;
		split(parameter, &name, &value);
		name = decode(arena, name);
		value = decode(arena, value);
		if (name.data == NULL || value.data == NULL) {
			*why = "it has a broken escape, a NUL or no UTF-8";
			return false;
		}
		if (name.length == 0) {
			*why = "a parameter has no name";
			return false;
		}
		if (json_member(object, name.data) != NULL) {
			*why = "a parameter stands twice";
			return false;
		}
		object->elements[object->count++] = (struct value){ .name = name, .type = VALUE_STRING, .text = value };
	}
	return true;
}

struct text
query_string_without(struct arena *arena, struct text query, const char *without)
{
	static const char digits[] = "0123456789ABCDEF";
	struct text rest = query, name, value, left_out = text_from(without);
	struct buffer kept = { .arena = arena };

	while (rest.length > 0) {
		struct text parameter = next_parameter(&rest);
		split(parameter, &name, &value);
		if (parameter.length == 0 || text_equal(decode(arena, name), left_out))
			continue;
		for (size_t i = 0; i < parameter.length; i++) {
			unsigned char c = (unsigned char)parameter.data[i];
			if (isalnum(c) || (c != '\0' && strchr("-._~=%+", c) != NULL))
				buffer_append(&kept, parameter.data + i, 1);
			else
				buffer_append(&kept, (char[]){ '%', digits[c >> 4], digits[c & 15] }, 3);
		}
		buffer_literal(&kept, "&");
	}
	return (struct text){ .data = kept.length == 0 ? "" : kept.data, .length = kept.length };
}
