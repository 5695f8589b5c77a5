/* deadline.h - no connection may take longer than it is given, however busily it drips.
 *
 * libmicrohttpd's timeout only counts silence.  Here every connection carries an absolute deadline;
 * one thread looks several times a second and shuts down the sockets that are over theirs. */
#ifndef HTTP_DEADLINE_H
#define HTTP_DEADLINE_H

#include "base/err.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#define DEADLINE_NEVER INT64_MAX

struct watch {
    struct watch *prev, *next; /* of the list that struct deadlines keeps */
    int fd;
    _Atomic int64_t deadline; /* in clock_microseconds; any thread may set it */
};

struct deadlines;

bool deadlines_start(struct deadlines **out, struct err *err);
void deadlines_stop(struct deadlines *d);

void deadlines_add(struct deadlines *d, struct watch *w, int fd, int64_t deadline);
/* Before the socket is closed.  lingers: the client may still be sending a request that was already
 * refused.  Closing on it at once would reset the connection and the refusal could get lost, so a
 * duplicate of the socket is read empty for a moment. */
void deadlines_remove(struct deadlines *d, struct watch *w, bool lingers);

unsigned deadlines_open(const struct deadlines *d);   /* connections watched now */
uint64_t deadlines_missed(const struct deadlines *d); /* connections cut so far */

#endif
