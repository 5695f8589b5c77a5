/* network.h - the network somebody comes from: enough to see where load and guesses come from, too
 * little to see who. */
#ifndef HTTP_NETWORK_H
#define HTTP_NETWORK_H

#include <stdbool.h>

enum { NETWORK_TEXT = 56 };

struct sockaddr;

/* "198.51.100.0/24", "2001:db8:1200::/56"; "-" of anything else. */
void network_of(const struct sockaddr *address, char out[NETWORK_TEXT]);
/* The last address of an X-Forwarded-For header, which is the one our own proxy wrote; what stands
 * before it anybody may have made up.  false: there is none. */
bool network_forwarded(const char *header, char out[NETWORK_TEXT]);

#endif
