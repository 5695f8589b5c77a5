/* compare.c - GEOS cuts and joins, PROJ measures; how much work it will be is asked first. */
#include "geo/compare.h"

#include "geo/edges.h"
#include "geo/ellipsoid.h"
#include "geo/geodesic.h"
#include "geo/geos_shape.h"
#include "geo/intricacy.h"

#include <assert.h>
#include <math.h>

enum { SIDE_EAST, SIDE_SOUTH, SIDE_WEST, SIDE_NORTH };

static const struct multipolygon NOTHING = {.box = {1e300, 1e300, -1e300, -1e300}};

static bool shared_box(const struct multipolygon *a, const struct multipolygon *b, struct box *out)
{
    *out = (struct box){fmax(a->box.min_x, b->box.min_x), fmax(a->box.min_y, b->box.min_y),
                        fmin(a->box.max_x, b->box.max_x), fmin(a->box.max_y, b->box.max_y)};
    return a->n_rings > 0 && b->n_rings > 0 && boxes_meet(&a->box, &b->box);
}

static bool bounded(const struct multipolygon *a, const struct multipolygon *b,
                    const struct box *within, struct err *err)
{
    const struct multipolygon *both[] = {a, b};

    return intricacy_bounded(both, 2, within, err);
}

typedef GEOSGeometry *overlay(GEOSContextHandle_t, const GEOSGeometry *, const GEOSGeometry *);

static bool lay_over(struct geos *g, overlay *how, const struct multipolygon *a,
                     const struct multipolygon *b, struct arena *arena, struct multipolygon *out,
                     struct err *err)
{
    GEOSGeometry *left = geos_from_shape(g, a, err), *right = NULL, *result = NULL;

    if (left)
        right = geos_from_shape(g, b, err);
    if (right) {
        result = how(g->handle, left, right);
        if (!result)
            err_set(err, ERR_INTERNAL, "the shapes cannot be compared: %s", g->message);
    }
    if (result) {
        *out = geos_to_shape(g, result, arena);
        multipolygon_orient(out);
        GEOSGeom_destroy_r(g->handle, result);
    }
    if (right)
        GEOSGeom_destroy_r(g->handle, right);
    if (left)
        GEOSGeom_destroy_r(g->handle, left);
    return result != NULL;
}

bool shape_outside(struct geos *g, const struct multipolygon *a, const struct multipolygon *b,
                   struct arena *arena, struct multipolygon *out, double *share, struct err *err)
{
    struct box box;

    if (!shared_box(a, b, &box)) {
        *out = multipolygon_copy(arena, a);
        *share = a->n_rings > 0;
        return true;
    }
    if (!bounded(a, b, &a->box, err) || !lay_over(g, GEOSDifference_r, a, b, arena, out, err))
        return false;
    double whole = geodesic_area(a);
    *share = whole > 0 ? fmin(1, fmax(0, geodesic_area(out) / whole)) : 0;
    return true;
}

bool shape_overlap(struct geos *g, const struct multipolygon *a, const struct multipolygon *b,
                   struct arena *arena, struct multipolygon *out, double *m2, struct err *err)
{
    struct box box;

    *out = NOTHING;
    *m2 = 0;
    if (!shared_box(a, b, &box))
        return true;
    if (!bounded(a, b, &box, err) || !lay_over(g, GEOSIntersection_r, a, b, arena, out, err))
        return false;
    *m2 = fmax(0, geodesic_area(out));
    return true;
}

static bool shapes_meet(struct geos *g, const struct multipolygon *a, const struct multipolygon *b,
                        bool *meet, struct err *err)
{
    GEOSGeometry *left = geos_from_shape(g, a, err), *right = NULL;
    const GEOSPreparedGeometry *ready = NULL;
    char answer = 2;

    if (left)
        right = geos_from_shape(g, b, err);
    if (right)
        ready = GEOSPrepare_r(g->handle, left);
    if (ready) {
        answer = GEOSPreparedIntersects_r(g->handle, ready, right);
        GEOSPreparedGeom_destroy_r(g->handle, ready);
    }
    if (right)
        GEOSGeom_destroy_r(g->handle, right);
    if (left)
        GEOSGeom_destroy_r(g->handle, left);
    *meet = answer == 1;
    return answer <= 1 ||
           err_set(err, ERR_INTERNAL, "the shapes cannot be compared: %s", g->message);
}

/* From the vertices of one to the edges of the other, the shortest; *from and the foot. */
static void nearest_of(const struct multipolygon *from, const struct edges *edges,
                       struct nearest *least, const double **vertex)
{
    for (size_t i = 0; i < from->n_points; i++) {
        const double *p = from->xy + 2 * i;
        struct nearest n = edges_nearest(edges, p[0], p[1], 0);
        if (n.chord < least->chord) {
            *least = n;
            *vertex = p;
        }
    }
}

bool shape_distance(struct geos *g, const struct multipolygon *a, const struct multipolygon *b,
                    double *metres, struct err *err)
{
    struct nearest least = {.chord = INFINITY};
    const double *vertex = NULL;
    struct box box;
    bool meet = false;

    *metres = INFINITY;
    if (a->n_rings == 0 || b->n_rings == 0)
        return true;
    if (shared_box(a, b, &box) && (!bounded(a, b, &box, err) || !shapes_meet(g, a, b, &meet, err)))
        return false;
    if (meet) {
        *metres = 0;
        return true;
    }
    struct edges *of_a = edges_new(&a, 1), *of_b = edges_new(&b, 1);
    nearest_of(a, of_b, &least, &vertex);
    nearest_of(b, of_a, &least, &vertex);
    edges_free(of_a);
    edges_free(of_b);
    assert(vertex);
    *metres = geodesic_distance(vertex[0], vertex[1], least.lon, least.lat);
    return true;
}

bool shape_union(struct geos *g, const struct multipolygon *const *shapes, size_t n,
                 struct arena *arena, struct multipolygon *out, struct err *err)
{
    size_t n_points = 0, n_rings = 0;
    struct multipolygon all = NOTHING;

    *out = NOTHING;
    for (size_t i = 0; i < n; i++) {
        n_points += shapes[i]->n_points;
        n_rings += shapes[i]->n_rings;
    }
    if (n_rings == 0)
        return true;
    if (!intricacy_bounded(shapes, n, NULL, err))
        return false;
    all.xy = arena_alloc(arena, n_points, 2 * sizeof *all.xy);
    all.rings = arena_alloc(arena, n_rings, sizeof *all.rings);
    for (size_t i = 0; i < n; i++) {
        const struct multipolygon *m = shapes[i];
        for (size_t k = 0; k < 2 * (size_t)m->n_points; k++)
            all.xy[2 * (size_t)all.n_points + k] = m->xy[k];
        for (size_t k = 0; k < m->n_rings; k++) {
            struct ring ring = m->rings[k];
            ring.first += all.n_points;
            all.rings[all.n_rings++] = ring;
        }
        all.n_points += m->n_points;
    }
    GEOSGeometry *side_by_side = geos_from_shape(g, &all, err);
    if (!side_by_side)
        return false;
    GEOSGeometry *joined = GEOSUnaryUnion_r(g->handle, side_by_side);
    GEOSGeom_destroy_r(g->handle, side_by_side);
    if (!joined)
        return err_set(err, ERR_INTERNAL, "the shapes cannot be joined: %s", g->message);
    *out = geos_to_shape(g, joined, arena);
    multipolygon_orient(out);
    GEOSGeom_destroy_r(g->handle, joined);
    return true;
}

void shape_extremes(const struct multipolygon *m, double out[4])
{
    out[SIDE_EAST] = m->box.max_x;
    out[SIDE_SOUTH] = m->box.min_y;
    out[SIDE_WEST] = m->box.min_x;
    out[SIDE_NORTH] = m->box.max_y;
}

/* Along the meridian, or along the parallel on which the shape reaches that far. */
double extreme_off_metres(const struct multipolygon *m, int side, double given_degrees)
{
    bool meridian = side == SIDE_SOUTH || side == SIDE_NORTH;
    double own[4];
    size_t at = 0;

    assert(m->n_points > 0);
    shape_extremes(m, own);
    for (size_t i = 0; i < m->n_points; i++) {
        if (m->xy[2 * i + meridian] == own[side]) {
            at = i;
            break;
        }
    }
    double lon = m->xy[2 * at], lat = m->xy[2 * at + 1];
    if (meridian)
        return geodesic_distance(lon, own[side], lon, given_degrees);
    double sine = sin(lat * RADIANS_PER_DEGREE);
    double radius = ELLIPSOID_A / sqrt(1 - ELLIPSOID_E2 * sine * sine);
    return radius * cos(lat * RADIANS_PER_DEGREE) * fabs(given_degrees - own[side]) *
           RADIANS_PER_DEGREE;
}
