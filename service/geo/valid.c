/* valid.c - our arrays into GEOS and back.
 *
 * GEOS sees only coordinates that were counted and range-checked before.  Its messages are kept in
 * the handle, because its calls only say that something failed. */
#include "geo/valid.h"

#include "base/mem.h"

#include <geos_c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct geos {
    GEOSContextHandle_t handle;
    char message[256];
};

/* What GEOS calls a fault, and what we call it in Chinese; where it stands here the English is
 * kept. */
static const struct reason_row {
    const char *en, *zh;
} reasons[] = {
    {"Self-intersection", "边自相交"},
    {"Ring Self-intersection", "环自相交"},
    {"Hole lies outside shell", "孔洞在外环之外"},
    {"Holes are nested", "孔洞相互嵌套"},
    {"Interior is disconnected", "内部不连通"},
    {"Nested shells", "外环相互嵌套"},
    {"Duplicate Rings", "环重复"},
    {"Too few points in geometry component", "点数不足"},
    {"Invalid Coordinate", "坐标无效"},
    {"Ring is not closed", "环未闭合"},
};

static void remember_message(const char *message, void *userdata)
{
    struct geos *g = userdata;
    snprintf(g->message, sizeof g->message, "%s", message);
}

struct geos *geos_new(void)
{
    struct geos *g = mem_alloc(1, sizeof *g);

    g->handle = GEOS_init_r();
    GEOSContext_setErrorMessageHandler_r(g->handle, remember_message, g);
    GEOSContext_setNoticeMessageHandler_r(g->handle, remember_message, g);
    return g;
}

void geos_free(struct geos *g)
{
    if (!g)
        return;
    GEOS_finish_r(g->handle);
    free(g);
}

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

static GEOSGeometry *to_geos(struct geos *g, const struct multipolygon *m, struct err *err)
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

static const char *reason_in_chinese(const char *reason)
{
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++) {
        if (strcmp(reasons[i].en, reason) == 0)
            return reasons[i].zh;
    }
    return reason;
}

bool shape_is_valid(struct geos *g, const struct multipolygon *m, struct err *err)
{
    char *reason = NULL;
    GEOSGeometry *place = NULL;
    double x = 0, y = 0;

    if (m->n_rings == 0)
        return err_say(err, ERR_BAD_BODY, NULL, "the shape is empty", "图形为空");
    GEOSGeometry *shape = to_geos(g, m, err);
    if (!shape)
        return false;
    char valid = GEOSisValidDetail_r(g->handle, shape, 0, &reason, &place);
    if (valid == 0 && place) {
        GEOSGeomGetX_r(g->handle, place, &x);
        GEOSGeomGetY_r(g->handle, place, &y);
    }
    if (valid == 0)
        err_say(err, ERR_BAD_BODY, NULL, "the shape is not valid: %1$s%2$.0s near %3$.6f, %4$.6f",
                "图形无效：在 %3$.6f, %4$.6f 附近%2$s%1$.0s", reason ? reason : "unknown",
                reason ? reason_in_chinese(reason) : "原因不明", x, y);
    else if (valid != 1)
        err_say(err, ERR_BAD_BODY, NULL, "the shape cannot be checked: %s", "无法检查图形：%s",
                g->message);
    if (reason)
        GEOSFree_r(g->handle, reason);
    if (place)
        GEOSGeom_destroy_r(g->handle, place);
    GEOSGeom_destroy_r(g->handle, shape);
    return valid == 1;
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

bool shape_mend(struct geos *g, const struct multipolygon *m, struct arena *arena,
                struct multipolygon *out, struct err *err)
{
    struct multipolygon mended = {0};
    GEOSGeometry *shape = to_geos(g, m, err), *valid;

    if (!shape)
        return false;
    valid = GEOSMakeValid_r(g->handle, shape);
    GEOSGeom_destroy_r(g->handle, shape);
    if (!valid)
        return err_set(err, ERR_INTERNAL, "the shape cannot be mended: %s", g->message);
    take_polygons(g, valid, &mended);
    if (mended.n_rings > 0) {
        mended.xy = arena_alloc(arena, mended.n_points, 2 * sizeof *mended.xy);
        mended.rings = arena_alloc(arena, mended.n_rings, sizeof *mended.rings);
        take_polygons(g, valid, &mended);
    }
    GEOSGeom_destroy_r(g->handle, valid);
    if (mended.n_rings == 0)
        return err_set(err, ERR_INTERNAL, "nothing with an area is left of the shape");
    multipolygon_measure(&mended);
    multipolygon_orient(&mended);
    *out = mended;
    return true;
}
