/* get.h - one GET to one server that the operator named, within bounds; nothing else of HTTP.
 *
 * No redirects, no cookies, no proxy from the environment, no more bytes than asked for.  What went
 * wrong is told in words that never hold an address: a token may stand in one. */
#ifndef FETCH_GET_H
#define FETCH_GET_H

#include "base/buf.h"
#include "base/err.h"

#include <stddef.h>

struct getter; /* connections that are kept; any number of threads may ask at once */

struct getter_limits {
    size_t most_bytes;
    long connect_ms, whole_ms;
};

struct got {
    unsigned status;
    char type[64]; /* media type, lower case, without parameters; "" when none was said */
    struct buf body;
};

bool getter_open(struct getter **out, const struct getter_limits *limits, struct err *err);
/* false: nothing came that can be used, and *why says so in a few fixed words.
 * out is the caller's to free (body) either way, and only then has anything in it. */
bool getter_get(struct getter *g, const char *url, struct got *out, const char **why);
/* What is under way ends within about a second, and nothing begins any more. */
void getter_stop(struct getter *g);
void getter_close(struct getter *g); /* when nobody asks any more; NULL is fine */

#endif
