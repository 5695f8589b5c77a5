/* metrics.h - what was answered, counted.
 *
 * Each worker counts in cells of its own, so counting never makes two processors quarrel over a
 * cache line; reading adds the cells up. */
#ifndef HTTP_METRICS_H
#define HTTP_METRICS_H

#include "base/buf.h"
#include "http/route.h"

#include <stdint.h>

struct metrics;

struct metrics *metrics_new(unsigned n_workers, const struct route *routes, size_t n_routes);
void metrics_free(struct metrics *m);
/* route NULL: none was found.  status 0: the client went away, or was cut, before an answer. */
void metrics_count(struct metrics *m, unsigned worker, const struct route *route, unsigned status,
                   uint64_t microseconds, uint64_t bytes);
void metrics_write(const struct metrics *m, struct buf *out);

#endif
