/* intake_rows.h - rows of things that are handed in as a shape, and what becomes of them. */
#ifndef TESTS_INTAKE_ROWS_H
#define TESTS_INTAKE_ROWS_H

#include "base/mem.h"
#include "geo/intake.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define DEGREES(d)                                                                                 \
    {                                                                                              \
        .kind = INTAKE_CRS_DEGREES, .datum = (d)                                                   \
    }
#define WGS84 DEGREES(DATUM_WGS84)
#define GAUSS(lon, width)                                                                          \
    {                                                                                              \
        .kind = INTAKE_CRS_GAUSS, .central_meridian = (lon), .zone_width = (width)                 \
    }

/* One shape in; what comes out. says == NULL: taken. */
struct intake_row {
    const char *text;
    struct intake_crs crs;
    const char *says, *zh;
    uint32_t rings, points; /* of what is taken */
    uint32_t duplicates, closed;
    bool heights;
    enum intake_axes axes;
    double first_x, first_y; /* somewhere in the shape, to 1e-6; 0: not asked */
};

static inline bool near_some_vertex(const struct multipolygon *m, double x, double y)
{
    for (size_t i = 0; i < m->n_points; i++) {
        if ((x == 0 || fabs(m->xy[2 * i] - x) < 1e-6) &&
            (y == 0 || fabs(m->xy[2 * i + 1] - y) < 1e-6))
            return true;
    }
    return false;
}

static inline void check_bytes(size_t i, const struct intake_row *row, struct bytes body,
                               enum intake_format format)
{
    const struct intake_options o = {.format = format, .crs = row->crs};
    struct arena *arena = arena_new();
    struct geos *g = geos_new();
    struct intake_result out;
    struct err err = {0};

    bool ok = intake_read(g, body, &o, arena, &out, &err);
    if (ok != (row->says == NULL))
        fail_msg("row %zu: %s %s", i, ok ? "taken" : "refused", err.text);
    if (!ok) {
        assert_true(err.kind == ERR_BAD_BODY || err.kind == ERR_TOO_LARGE);
        if (!strstr(err.text, row->says ? row->says : "?") ||
            !strstr(err.zh, row->zh ? row->zh : ""))
            fail_msg("row %zu: %s / %s", i, err.text, err.zh);
    } else {
        if (out.shape.n_rings != row->rings || out.shape.n_points != row->points ||
            out.n_duplicates != row->duplicates || out.n_closed != row->closed ||
            out.heights_dropped != row->heights || out.axes != row->axes)
            fail_msg("row %zu: %u rings, %u points, %u duplicates, %u closed, %d, %d", i,
                     out.shape.n_rings, out.shape.n_points, out.n_duplicates, out.n_closed,
                     out.heights_dropped, out.axes);
        assert_false(out.shape.rings[0].hole);
        if (!near_some_vertex(&out.shape, row->first_x, row->first_y))
            fail_msg("row %zu: begins at %.7f, %.7f", i, out.shape.xy[0], out.shape.xy[1]);
    }
    geos_free(g);
    arena_free(arena);
}

static inline void check_row(size_t i, const struct intake_row *row, enum intake_format format)
{
    check_bytes(i, row, (struct bytes){row->text, strlen(row->text)}, format);
}

#endif
