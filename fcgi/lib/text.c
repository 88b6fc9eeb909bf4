/* The checks on text from outside: UTF-8, integers, UUIDs. */
#include "text.h"

#include <ctype.h>

/* The length of the UTF-8 sequence at data (RFC 3629, section 4), 0 when there is none. */
static size_t
sequence_length(const unsigned char *data, size_t left)
{
	unsigned char low = 0x80, high = 0xBF;
	size_t length;

	if (data[0] < 0x80)
		return 1;
	if (data[0] >= 0xC2 && data[0] <= 0xDF)
		length = 2;
	else if (data[0] >= 0xE0 && data[0] <= 0xEF)
		length = 3;
	else if (data[0] >= 0xF0 && data[0] <= 0xF4)
		length = 4;
	else
		return 0;
	if (length > left)
		return 0;
	/* The second byte is what rules out overlong forms, surrogates and values above U+10FFFF. */
	if (data[0] == 0xE0)
		low = 0xA0;
	else if (data[0] == 0xED)
		high = 0x9F;
	else if (data[0] == 0xF0)
		low = 0x90;
	else if (data[0] == 0xF4)
		high = 0x8F;
	if (data[1] < low || data[1] > high)
		return 0;
	for (size_t i = 2; i < length; i++)
		if ((data[i] & 0xC0) != 0x80)
			return 0;
	return length;
}

ptrdiff_t
text_utf8_length(const char *data, size_t length)
{
	const unsigned char *bytes = (const unsigned char *)data;
	ptrdiff_t points = 0;

	for (size_t i = 0; i < length; points++) {
		size_t step = sequence_length(bytes + i, length - i);
		if (step == 0)
			return -1;
		i += step;
	}
	return points;
}

bool
text_integer(struct text text, int64_t least, int64_t most, int64_t *value)
{
	int64_t number = 0;
	size_t i = 0;

	if (text.data == NULL)
		return false;
	bool negative = text.length > 0 && text.data[0] == '-';
	if (negative)
		i = 1;
	if (i == text.length)
		return false;
	for (; i < text.length; i++) {
		int digit = text.data[i] - '0';
		if (digit < 0 || digit > 9)
			return false;
		if (__builtin_mul_overflow(number, 10, &number) ||
		    __builtin_add_overflow(number, negative ? -digit : digit, &number))
			return false;
	}
	if (number < least || number > most)
		return false;
	*value = number;
	return true;
}

bool
text_is_uuid(struct text text)
{
	if (text.data == NULL || text.length != 36)
		return false;
	for (size_t i = 0; i < 36; i++) {
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;
		if (dash ? text.data[i] != '-' : !isxdigit((unsigned char)text.data[i]))
			return false;
	}
	return true;
}
