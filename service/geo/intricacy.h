/* intricacy.h - how much work would it be to see which edges cross?
 *
 * GEOS finds crossings among edges whose boxes meet.  Of an ordinary shape those are a few for each
 * edge, but a comb of slanted teeth makes them grow with the square, and minutes with them.  So the
 * pairs are counted first, without looking at each, and what would be too many is refused. */
#ifndef GEO_INTRICACY_H
#define GEO_INTRICACY_H

#include "base/err.h"
#include "geo/multipolygon.h"

/* Is the work bounded?  Only edges that reach into the box count; NULL: all do.  false with
 * ERR_TOO_LARGE. */
bool intricacy_bounded(const struct multipolygon *const *shapes, size_t n, const struct box *within,
                       struct err *err);
/* What is counted: pairs of runs of edges (at most INTRICACY_RUN, rising or falling all along)
 * whose boxes meet. */
enum { INTRICACY_RUN = 8 };
double intricacy_pairs(const struct multipolygon *const *shapes, size_t n,
                       const struct box *within);

#endif
