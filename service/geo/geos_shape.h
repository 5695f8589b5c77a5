/* geos_shape.h - our arrays into GEOS and back; for the files of this room that ask GEOS something.
 *
 * GEOS sees only coordinates that were counted and range-checked before.  Its messages are kept in
 * the handle, because its calls only say that something failed. */
#ifndef GEO_GEOS_SHAPE_H
#define GEO_GEOS_SHAPE_H

#include "geo/valid.h"

#include <geos_c.h>

struct geos {
    GEOSContextHandle_t handle;
    char message[256];
};

/* A MultiPolygon; the caller destroys it.  NULL: GEOS refused, and err says so. */
GEOSGeometry *geos_from_shape(struct geos *g, const struct multipolygon *m, struct err *err);
/* The polygonal parts of what GEOS made; lines and points that were left over are dropped.  Not
 * turned.  Nothing polygonal: n_rings is 0. */
struct multipolygon geos_to_shape(struct geos *g, const GEOSGeometry *shape, struct arena *arena);

#endif
