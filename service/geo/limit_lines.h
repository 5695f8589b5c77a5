/* limit_lines.h - one closed shape from the lines that bound it.
 *
 * The lines come in any order and direction, may fall short of each other or run past.  Each is
 * carried on straight at its ends where it has to be, cut where it meets its neighbours, and the
 * pieces are closed; every line bounds the figure.  A figure that stays open, or that can be closed
 * in more than one way, is refused; of an open one the gap in metres and its place are told. */
#ifndef GEO_LIMIT_LINES_H
#define GEO_LIMIT_LINES_H

#include "base/err.h"
#include "geo/multipolygon.h"
#include "geo/valid.h"

struct limit_lines_options {
    double extend_metres; /* how far an end may be carried on; 0: 500 */
};
enum { LIMIT_LINES_MOST = 32, LIMIT_POINTS_MOST = 5000 };

/* lines: three or more (usually four) in CGCS2000 degrees; straight means straight in degrees, as
 * everywhere here, so that a corner lies exactly on both sides that meet in it. */
bool limit_lines_close(struct geos *g, const struct multiline *lines,
                       const struct limit_lines_options *o, struct arena *a,
                       struct multipolygon *out, struct err *err);

#endif
