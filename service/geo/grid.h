/* grid.h - a uniform grid over all shapes; each cell lists the shapes that have a point in it, and
 * tells those that fill it wholly from those whose border runs through.  Read-only once made. */
#ifndef GEO_GRID_H
#define GEO_GRID_H

#include "geo/bands.h"

struct grid;

/* One shape in one cell; in the order of shapes. */
struct in_cell {
    uint32_t shape : 31;
    uint32_t filled : 1; /* every point of the cell is inside and off the border */
};

struct grid *grid_new(const struct multipolygon *const *shapes, size_t n_shapes,
                      const struct bands *bands);
void grid_free(struct grid *g);
size_t grid_memory(const struct grid *g);

/* What the point's cell lists; no entries where nothing is. */
const struct in_cell *grid_find(const struct grid *g, double x, double y, size_t *n);

#endif
