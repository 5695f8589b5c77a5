/* locator.h - which of many shapes is this point in?  Built once, then read by any thread.
 *
 * Exact for the stored double coordinates: the side of an edge is decided by a filtered predicate
 * with an exact fallback, so a point on an edge is always found to be on it. */
#ifndef GEO_LOCATOR_H
#define GEO_LOCATOR_H

#include "geo/multipolygon.h"

#include <stddef.h>

struct locator;

/* Borrows the shapes; their coordinates must outlive the locator.  Shape i goes by its index. */
struct locator *locator_new(const struct multipolygon *const *shapes, size_t n_shapes);
void locator_free(struct locator *l);
size_t locator_memory(const struct locator *l); /* bytes */

struct located {
    int shape;    /* index of the shape found, the lowest when the point is on a border; -1: none */
    bool on_edge; /* the point is exactly on the border of a shape */
};

/* Shapes that are in order of code make "the lowest code wins" come true. */
struct located locator_find(const struct locator *l, double lon, double lat);

/* Geodesic metres to the nearest edge of any shape, edges being straight in degrees; any point on
 * the globe.  Within 5 cm below 36 km, within a few parts in 100,000 far off; INFINITY without
 * shapes. */
double locator_edge_metres(const struct locator *l, double lon, double lat);

/* Is the point in this one shape (border included)?  Looks at every edge; for many questions of one
 * shape make a locator. */
bool multipolygon_covers(const struct multipolygon *m, double lon, double lat, bool *on_edge);

#endif
