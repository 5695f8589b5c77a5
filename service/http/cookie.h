/* cookie.h - the one cookie of this service, and where a request says its page is from.
 *
 * As https the cookie is bound to the very host (`__Host-`), so no neighbour can set one for us. */
#ifndef HTTP_COOKIE_H
#define HTTP_COOKIE_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

bool address_is_secure(const char *base_url); /* https:// */

/* The value of the session cookie in a Cookie header.  NULL: there is none.  "": it is given twice
 * with different values, or is nothing we ever set. */
const char *cookie_read(struct arena *a, const char *header, bool secure);
/* A Set-Cookie value.  seconds 0: takes the cookie back. */
const char *cookie_write(struct arena *a, const char *value, bool secure, long seconds);

/* Is this Origin header the address in question? */
bool origin_is(const char *origin, const char *base_url);

/* The token of "Authorization: Bearer …"; "" where the header says anything else. */
const char *bearer_read(const char *authorization);

#endif
