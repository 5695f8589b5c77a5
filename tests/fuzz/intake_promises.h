/* intake_promises.h - what intake_read promises of any bytes: refused with words in both languages,
 * or a valid shape of closed rings, turned, within its limits and in or near China, that can be
 * measured, compared with itself and read back as it was written. */
#ifndef TESTS_INTAKE_PROMISES_H
#define TESTS_INTAKE_PROMISES_H

#include "geo/compare.h"
#include "geo/geodesic.h"
#include "geo/geojson_write.h"
#include "geo/intake.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PROMISED_POINTS = 500, PROMISED_RINGS = 50 };

static inline void must(bool holds)
{
    if (!holds)
        abort();
}

static inline void promise_ring(const struct multipolygon *m, const struct ring *r)
{
    const double *xy = m->xy + 2 * (size_t)r->first;
    double turn = 0;

    must(r->n_points >= 4 && xy[0] == xy[2 * (size_t)r->n_points - 2] &&
         xy[1] == xy[2 * (size_t)r->n_points - 1]);
    for (uint32_t i = 0; i < r->n_points; i++) {
        const double *p = xy + 2 * (size_t)i;
        must(p[0] > 69 && p[0] < 141 && p[1] > -1 && p[1] < 59);
        if (i > 0) {
            must(p[0] != p[-2] || p[1] != p[-1]);
            turn += (p[-2] - xy[0]) * (p[1] - xy[1]) - (p[-1] - xy[1]) * (p[0] - xy[0]);
        }
    }
    must(r->hole ? turn < 0 : turn > 0);
}

static inline void promise_shape(struct geos *g, const struct multipolygon *m, struct arena *arena)
{
    struct multipolygon out;
    struct err err = {0};
    double share, m2, whole = geodesic_area(m);
    uint32_t n = 0;

    must(m->n_rings > 0 && m->n_rings <= PROMISED_RINGS && m->n_points <= PROMISED_POINTS);
    must(!m->rings[0].hole);
    for (size_t i = 0; i < m->n_rings; i++) {
        must(m->rings[i].first == n);
        promise_ring(m, &m->rings[i]);
        n += m->rings[i].n_points;
    }
    must(n == m->n_points);
    must(shape_is_valid(g, m, &err));
    must(isfinite(whole) && whole > 0);
    must(shape_outside(g, m, m, arena, &out, &share, &err) && share < 1e-6);
    must(shape_overlap(g, m, m, arena, &out, &m2, &err) && fabs(m2 - whole) <= 1e-6 * whole);
}

static inline void promise_read(struct bytes body, enum intake_format format, struct intake_crs crs)
{
    const struct intake_options o = {.format = format,
                                     .crs = crs,
                                     .max_points = PROMISED_POINTS,
                                     .max_rings = PROMISED_RINGS,
                                     .max_unpacked = 1 << 20};
    struct arena *arena = arena_new();
    struct geos *g = geos_new();
    struct intake_result out;
    struct err err = {0};
    char text[64];

    if (intake_read(g, body, &o, arena, &out, &err)) {
        must(err.kind == ERR_NONE && out.crs.kind != INTAKE_CRS_UNSAID);
        must(strlen(intake_crs_text(&out.crs, text)) > 0);
        promise_shape(g, &out.shape, arena);
    } else {
        must((err.kind == ERR_BAD_BODY || err.kind == ERR_TOO_LARGE) && err.text[0] && err.zh[0]);
    }
    geos_free(g);
    arena_free(arena);
}

/* The ways in which bytes without a reference system of their own may be meant. */
static const struct intake_crs promised_crs[] = {
    {.kind = INTAKE_CRS_DEGREES, .datum = DATUM_CGCS2000},
    {.kind = INTAKE_CRS_DEGREES, .datum = DATUM_BD09},
    {.kind = INTAKE_CRS_GAUSS},
    {.kind = INTAKE_CRS_GAUSS, .central_meridian = 120, .zone_width = 3},
    {.kind = INTAKE_CRS_MERCATOR},
};

#endif
