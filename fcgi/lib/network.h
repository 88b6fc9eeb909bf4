/*
 * IP addresses and networks as text: compared, shortened, and found in a list of trusted ones.
 */
#ifndef TASKLIGHT_NETWORK_H
#define TASKLIGHT_NETWORK_H

#include "arena.h"

/*
 * The address in its canonical form (RFC 5952), an IPv4-mapped one (RFC 4291, section 2.5.5.2) as
 * IPv4; absent when the text is no address. A port behind it, or brackets, make it none.
 */
struct text address_read(struct arena *arena, struct text given);

/* The network around an address; absent when the text is none: "192.0.2.0/24" or "2001:db8:1:2::/64". */
struct text address_network(struct arena *arena, struct text given);

/* Whether every word of the list, separated by spaces or commas, is an address or a network (CIDR, RFC 4632). */
bool network_list_valid(const char *list);

/* Whether the list has the address that is given, itself or in a network. */
bool network_list_has(const char *list, struct text given);

#endif
