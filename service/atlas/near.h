/* near.h - what lies within some metres of a point, for answers that must say how sure they are. */
#ifndef ATLAS_NEAR_H
#define ATLAS_NEAR_H

#include "atlas/atlas.h"

/* The farthest that may be asked: beyond this every answer would be "near a boundary" anyway. */
enum { NEAR_MOST_METRES = 10000 };

struct nearby {
    int place; /* of the counties layer; -1: outside every boundary */
    double metres;
};

/* Every place of the counties layer whose border is closer than `metres`, but for the one the point
 * lies in, and the outside if it is that close; in the arena, no order. */
struct nearby *atlas_near(const struct atlas *a, double lon, double lat, double metres,
                          struct arena *arena, size_t *n);

/* Province first, from a place up; as atlas_locate gives it. */
struct chain atlas_chain(const struct atlas *a, int place);

#endif
