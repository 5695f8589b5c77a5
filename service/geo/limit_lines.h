/* limit_lines.h - one closed shape from the four lines that bound it.
 *
 * The lines come in any order and direction, may fall short of each other or run past.  Each is
 * extended at its ends where it has to be, cut where it meets its neighbours, and the pieces are
 * closed.  A figure that stays open, or that can be closed in more than one way, is refused, with
 * the gap in metres and where it is. */
#ifndef GEO_LIMIT_LINES_H
#define GEO_LIMIT_LINES_H

#include "base/err.h"
#include "geo/multipolygon.h"
#include "geo/valid.h"

struct limit_lines_options {
    double extend_metres; /* how far an end may be carried on; 0: 500 */
};

/* lines: four (or more) lines in CGCS2000 degrees.  Work is done in a Gauss–Krüger plane of their
 * own middle, so that a metre is a metre. */
bool limit_lines_close(struct geos *g, const struct multiline *lines,
                       const struct limit_lines_options *o, struct arena *a,
                       struct multipolygon *out, struct err *err);

#endif
