/* nest.h - the coordinates of one GeoJSON geometry, read before its type is known.
 *
 * Members of an object come in any order, so the numbers may stand before the word that says what
 * they are.  Arrays are followed with counters instead of recursion; the innermost array that holds
 * numbers is a position and all positions must lie equally deep. */
#ifndef GEO_NEST_H
#define GEO_NEST_H

#include "geo/geojson_read.h"

enum { NEST_DEEPEST = 4, NEST_WHERE = 64 };

struct nest {
    double *xy;
    size_t n_points, room_points;
    size_t *ring_first; /* first point of each array of positions */
    size_t n_rings, room_rings;
    size_t *part_first; /* first ring of each array of such arrays */
    size_t n_parts, room_parts;
    int depth;    /* of the positions: 1 Point, 2 LineString, 3 Polygon, 4 MultiPolygon */
    bool heights; /* some position had more than two numbers */
};

/* The reader stands just before the value of "coordinates".  false: err says what and where. */
bool nest_read(struct nest *nest, struct json_reader *r, const struct geojson_limits *limits,
               struct err *err);
void nest_free(struct nest *nest);

/* "coordinates[0][2]" for the ring that is ring `at_ring` of all, and a point of it if it is not
 * -1. */
void nest_where(const struct nest *nest, size_t at_ring, long at_point, char out[NEST_WHERE]);
size_t nest_ring_end(const struct nest *nest, size_t ring);
size_t nest_part_end(const struct nest *nest, size_t part);

#endif
