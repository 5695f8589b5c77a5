/* runs.h - the edges of some shapes, each once, as short runs of neighbours: what a tree is made
 * of. */
#ifndef GEO_RUNS_H
#define GEO_RUNS_H

#include "geo/multipolygon.h"

enum { RUN_MOST_EDGES = 8 };

struct run {
    const double *xy; /* n_edges + 1 points */
    uint32_t n_edges;
};

struct runs {
    struct run *list;
    size_t n, room;
    double *pieces; /* points of edges that were too long and had to be cut */
    size_t n_pieces;
    double longest; /* edge that is not cut, in degrees */
};

/* Borrows the shapes' coordinates. */
void runs_make(struct runs *r, const struct multipolygon *const *shapes, size_t n_shapes);
void runs_free(struct runs *r);

#endif
