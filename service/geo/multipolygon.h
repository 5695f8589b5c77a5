/* multipolygon.h - a polygonal shape as flat arrays: what shapes are everywhere outside GEOS.
 *
 * Rings stand in order, each shell followed by its holes; the last point of a ring repeats the
 * first. Shells run counter-clockwise and holes clockwise (RFC 7946) once multipolygon_orient has
 * seen them. Coordinates are longitude, latitude in degrees (EPSG:4490), as doubles. */
#ifndef GEO_MULTIPOLYGON_H
#define GEO_MULTIPOLYGON_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct box {
    double min_x, min_y, max_x, max_y;
};

struct ring {
    uint32_t first, n_points; /* into multipolygon.xy, in points */
    bool hole;
};

struct multipolygon {
    double *xy; /* x, y, x, y … */
    struct ring *rings;
    uint32_t n_points, n_rings;
    struct box box;
};

#define BOX_EMPTY ((struct box){1e300, 1e300, -1e300, -1e300})

void box_add_point(struct box *b, double x, double y);
void box_add_box(struct box *b, const struct box *other);
bool boxes_meet(const struct box *a, const struct box *b);

void multipolygon_measure(struct multipolygon *m); /* sets box */
void multipolygon_orient(struct multipolygon *m);  /* turns rings as RFC 7946 wants */
struct multipolygon multipolygon_copy(struct arena *a, const struct multipolygon *m);
/* Exact: does the shape have a point in common with the closed box? */
bool multipolygon_meets_box(const struct multipolygon *m, const struct box *b);
/* A point for a label, inside the largest part. */
void multipolygon_label_point(const struct multipolygon *m, double *x, double *y);

/* Lines, for what is drawn and never asked: dash line, undefined borders. */
struct multiline {
    double *xy;
    uint32_t *first; /* of each line; n_lines + 1 entries, the last is n_points */
    uint32_t n_points, n_lines;
};

#endif
