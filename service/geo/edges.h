/* edges.h - all edges of some shapes in a packed tree of balls, to find the nearest one to a point.
 *
 * Works anywhere on the globe, also across the date line and at the poles.  Read-only once made. */
#ifndef GEO_EDGES_H
#define GEO_EDGES_H

#include "geo/multipolygon.h"

struct edges;

/* Borrows the shapes' coordinates. */
struct edges *edges_new(const struct multipolygon *const *shapes, size_t n_shapes);
void edges_free(struct edges *e);
size_t edges_memory(const struct edges *e);

struct nearest {
    double chord;    /* metres straight through the earth; INFINITY: there are no edges */
    double lon, lat; /* the point of the edge that is nearest */
};

/* The search may stop at any edge as near as `enough` (metres; 0: the nearest). */
struct nearest edges_nearest(const struct edges *e, double lon, double lat, double enough);

#endif
