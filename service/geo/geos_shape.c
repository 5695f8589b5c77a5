/* geos_shape.c - coordinates copied in whole rings, both ways. */
#include "geo/geos_shape.h"

#include "base/mem.h"

#include <stdlib.h>

static GEOSGeometry *ring_to_geos(struct geos *g, const struct multipolygon *m, size_t ring)
{
    const struct ring *r = &m->rings[ring];
    GEOSCoordSequence *points =
        GEOSCoordSeq_copyFromBuffer_r(g->handle, m->xy + 2 * (size_t)r->first, r->n_points, 0, 0);

    return points ? GEOSGeom_createLinearRing_r(g->handle, points) : NULL;
}

/* Shell `first` with the holes behind it; *next is the ring after them.  NULL: GEOS refused. */
static GEOSGeometry *part_to_geos(struct geos *g, const struct multipolygon *m, size_t first,
                                  size_t *next)
{
    size_t n_holes = 0, made = 0;

    while (first + 1 + n_holes < m->n_rings && m->rings[first + 1 + n_holes].hole)
        n_holes++;
    *next = first + 1 + n_holes;

    GEOSGeometry **holes = mem_alloc(n_holes, sizeof(void *)), *polygon = NULL;
    GEOSGeometry *shell = ring_to_geos(g, m, first);
    while (shell && made < n_holes && (holes[made] = ring_to_geos(g, m, first + 1 + made)) != NULL)
        made++;
    if (shell && made == n_holes) {
        polygon = GEOSGeom_createPolygon_r(g->handle, shell, holes, (unsigned)n_holes);
    } else {
        while (made > 0)
            GEOSGeom_destroy_r(g->handle, holes[--made]);
        if (shell)
            GEOSGeom_destroy_r(g->handle, shell);
    }
    free(holes);
    return polygon;
}

GEOSGeometry *geos_from_shape(struct geos *g, const struct multipolygon *m, struct err *err)
{
    GEOSGeometry **parts = mem_alloc(m->n_rings, sizeof(void *)), *all = NULL;
    unsigned n = 0;

    g->message[0] = '\0';
    for (size_t ring = 0; ring < m->n_rings; n++) {
        parts[n] = part_to_geos(g, m, ring, &ring);
        if (!parts[n])
            goto done;
    }
    all = GEOSGeom_createCollection_r(g->handle, GEOS_MULTIPOLYGON, parts, n);
    n = 0; /* they belong to the collection now, made or not */

done:
    while (n > 0)
        GEOSGeom_destroy_r(g->handle, parts[--n]);
    free(parts);
    if (!all)
        err_say(err, ERR_BAD_BODY, NULL, "the shape cannot be built: %s", "无法构成图形：%s",
                g->message);
    return all;
}

static size_t ring_points(struct geos *g, const GEOSGeometry *ring)
{
    int n = GEOSGeomGetNumPoints_r(g->handle, ring);
    return n > 0 ? (size_t)n : 0;
}

/* Counts the rings and points of all polygons in a collection; with m->xy set, takes them as well.
 */
static void take_ring(struct geos *g, const GEOSGeometry *ring, bool hole, struct multipolygon *m)
{
    size_t n = ring_points(g, ring);

    if (m->xy) {
        GEOSCoordSeq_copyToBuffer_r(g->handle, GEOSGeom_getCoordSeq_r(g->handle, ring),
                                    m->xy + 2 * (size_t)m->n_points, 0, 0);
        m->rings[m->n_rings] = (struct ring){m->n_points, (uint32_t)n, hole};
    }
    m->n_rings++;
    m->n_points += (uint32_t)n;
}

static void take_polygon(struct geos *g, const GEOSGeometry *polygon, struct multipolygon *m)
{
    int n_holes = GEOSGetNumInteriorRings_r(g->handle, polygon);

    take_ring(g, GEOSGetExteriorRing_r(g->handle, polygon), false, m);
    for (int i = 0; i < n_holes; i++)
        take_ring(g, GEOSGetInteriorRingN_r(g->handle, polygon, i), true, m);
}

/* Mending gives a polygon, a MultiPolygon, or a collection of one of these with the lines and
 * points that were left over; those are dropped. */
static void take_polygons(struct geos *g, const GEOSGeometry *shape, struct multipolygon *m)
{
    int n = GEOSGetNumGeometries_r(g->handle, shape);

    m->n_rings = m->n_points = 0;
    for (int i = 0; i < n; i++) {
        const GEOSGeometry *member = GEOSGetGeometryN_r(g->handle, shape, i);
        int n_inner = GEOSGetNumGeometries_r(g->handle, member);

        for (int j = 0; j < n_inner; j++) {
            const GEOSGeometry *part = GEOSGetGeometryN_r(g->handle, member, j);
            if (GEOSGeomTypeId_r(g->handle, part) == GEOS_POLYGON &&
                GEOSisEmpty_r(g->handle, part) == 0)
                take_polygon(g, part, m);
        }
    }
}

struct multipolygon geos_to_shape(struct geos *g, const GEOSGeometry *shape, struct arena *arena)
{
    struct multipolygon m = {0};

    take_polygons(g, shape, &m);
    if (m.n_rings > 0) {
        m.xy = arena_alloc(arena, m.n_points, 2 * sizeof *m.xy);
        m.rings = arena_alloc(arena, m.n_rings, sizeof *m.rings);
        take_polygons(g, shape, &m);
    }
    multipolygon_measure(&m);
    return m;
}
