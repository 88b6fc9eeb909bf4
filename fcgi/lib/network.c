/* Addresses and networks, by the system's own reader of them (inet_pton). */
#include "network.h"

#include <arpa/inet.h>

#define SEPARATORS ", "

/* An address as 16 bytes, IPv4 in its mapped form, so that one comparison serves both. */
struct address {
	uint8_t bytes[16];
	bool is_v4;
};

static bool
parse(struct text text, struct address *address)
{
	static const uint8_t mapped[12] = { [10] = 0xFF, [11] = 0xFF };
	char string[INET6_ADDRSTRLEN];

	if (text.data == NULL || text.length >= sizeof(string) || memchr(text.data, '\0', text.length) != NULL)
		return false;
	memcpy(string, text.data, text.length);
	string[text.length] = '\0';
	memcpy(address->bytes, mapped, sizeof(mapped));
	address->is_v4 = inet_pton(AF_INET, string, address->bytes + 12) == 1;
	if (address->is_v4)
		return true;
	if (inet_pton(AF_INET6, string, address->bytes) != 1)
		return false;
	address->is_v4 = memcmp(address->bytes, mapped, sizeof(mapped)) == 0;
	return true;
}

static struct text
format(struct arena *arena, const struct address *address, const char *suffix)
{
	char string[INET6_ADDRSTRLEN];

	if (address->is_v4)
		inet_ntop(AF_INET, address->bytes + 12, string, sizeof(string));
	else
		inet_ntop(AF_INET6, address->bytes, string, sizeof(string));
	return arena_printf(arena, "%s%s", string, suffix);
}

struct text
address_read(struct arena *arena, struct text given)
{
	struct address address;

	if (!parse(given, &address))
		return (struct text){ 0 };
	return format(arena, &address, "");
}

struct text
address_network(struct arena *arena, struct text given)
{
	struct address address;

	if (!parse(given, &address))
		return (struct text){ 0 };
	memset(address.bytes + (address.is_v4 ? 15 : 8), 0, address.is_v4 ? 1 : 8);
	return format(arena, &address, address.is_v4 ? "/24" : "/64");
}

/* A word of a list: its address and how many of its bits count. */
static bool
parse_network(struct text word, struct address *address, size_t *bits)
{
	const char *slash = memchr(word.data, '/', word.length);
	int64_t length;

	*bits = 128;
	if (slash == NULL)
		return parse(word, address);
	struct text before = { .data = word.data, .length = (size_t)(slash - word.data) };
	struct text behind = { .data = slash + 1, .length = word.length - before.length - 1 };
	if (!parse(before, address) || !text_integer(behind, 0, address->is_v4 ? 32 : 128, &length))
		return false;
	*bits = (size_t)length + (address->is_v4 ? 96 : 0);
	return true;
}

/* Cuts the next word from the list; false at its end. */
static bool
next_word(const char **list, struct text *word)
{
	*list += strspn(*list, SEPARATORS);
	*word = (struct text){ .data = *list, .length = strcspn(*list, SEPARATORS) };
	*list += word->length;
	return word->length > 0;
}

bool
network_list_valid(const char *list)
{
	struct address address;
	struct text word;
	size_t bits;

	while (next_word(&list, &word))
		if (!parse_network(word, &address, &bits))
			return false;
	return true;
}

static bool
same_bits(const uint8_t *one, const uint8_t *other, size_t bits)
{
	size_t whole = bits / 8, rest = bits % 8;

	if (memcmp(one, other, whole) != 0)
		return false;
	return rest == 0 || (one[whole] ^ other[whole]) >> (8 - rest) == 0;
}

bool
network_list_has(const char *list, struct text given)
{
	struct address address, network;
	struct text word;
	size_t bits;

	if (!parse(given, &address))
		return false;
	while (next_word(&list, &word))
		if (parse_network(word, &network, &bits) && network.is_v4 == address.is_v4 &&
		    same_bits(network.bytes, address.bytes, bits))
			return true;
	return false;
}
