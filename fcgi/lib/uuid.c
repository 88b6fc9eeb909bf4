/* Random UUIDs, and how they are written. */
#include "uuid.h"

#include <sodium.h>

void
uuid_random(uint8_t uuid[16])
{
	randombytes_buf(uuid, 16);
	uuid[6] = (uint8_t)((uuid[6] & 0x0F) | 0x40); /* version */
	uuid[8] = (uint8_t)((uuid[8] & 0x3F) | 0x80); /* variant */
}

void
uuid_format(const uint8_t uuid[16], char text[37])
{
	static const char digits[] = "0123456789abcdef";
	char *at = text;

	for (int i = 0; i < 16; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			*at++ = '-';
		*at++ = digits[uuid[i] >> 4];
		*at++ = digits[uuid[i] & 15];
	}
	*at = '\0';
}
