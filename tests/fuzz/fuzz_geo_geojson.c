/* fuzz_geo_geojson.c - any bytes as a geometry: refused with words, or a shape that keeps every
 * promise of the reader, that can be indexed, checked and measured, and that is read back as it was
 * written. */
#include "geo/geojson_read.h"
#include "geo/geojson_write.h"
#include "geo/locator.h"
#include "geo/valid.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const struct geojson_limits limits = {.max_points = 500, .max_rings = 50};

static void must(bool holds)
{
    if (!holds)
        abort();
}

static bool read_text(const char *text, size_t len, struct arena *arena, struct geometry *g)
{
    struct err err = {0};
    struct json_reader r;

    json_reader_init(&r, text, len, 32, arena, &err);
    if (geojson_read_geometry(&r, &limits, arena, g, &err))
        return true;
    must(err.kind == ERR_BAD_BODY && err.text[0] && err.zh[0]);
    return false;
}

static void check_ring(const double *xy, size_t n)
{
    must(n >= 4 && xy[0] == xy[2 * n - 2] && xy[1] == xy[2 * n - 1]);
    for (size_t i = 0; i < n; i++) {
        must(fabs(xy[2 * i]) <= 180 && fabs(xy[2 * i + 1]) <= 90);
        must(i == 0 || fabs(xy[2 * i] - xy[2 * i - 2]) < 180);
    }
}

static void check_area(struct multipolygon *m, struct arena *arena)
{
    const struct multipolygon *list[] = {m};
    struct geos *geos = geos_new();
    struct err err = {0};
    uint32_t n = 0;

    must(m->n_rings > 0 && m->n_rings <= limits.max_rings && m->n_points <= limits.max_points);
    must(!m->rings[0].hole);
    for (size_t i = 0; i < m->n_rings; i++) {
        must(m->rings[i].first == n);
        check_ring(m->xy + 2 * (size_t)n, m->rings[i].n_points);
        n += m->rings[i].n_points;
    }
    must(n == m->n_points);
    struct multipolygon copy = multipolygon_copy(arena, m);
    multipolygon_orient(&copy);
    must(shape_is_valid(geos, m, &err) || (err.kind == ERR_BAD_BODY && err.zh[0]));
    geos_free(geos);

    struct locator *l = locator_new(list, 1);
    for (size_t i = 0; i < m->n_points; i++) {
        bool on_edge;
        double x = m->xy[2 * i], y = m->xy[2 * i + 1];
        struct located at = locator_find(l, x, y);
        must(at.shape == 0 && at.on_edge);
        at = locator_find(l, x / 2, y);
        must((at.shape == 0) == multipolygon_covers(m, x / 2, y, &on_edge) &&
             at.on_edge == on_edge);
    }
    must(locator_edge_metres(l, m->xy[0], m->xy[1]) < 0.05);
    must(isfinite(locator_edge_metres(l, -m->xy[0], -m->xy[1])));
    locator_free(l);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct geometry g, again;
    struct buf out = {0};

    if (!read_text((const char *)data, size, arena, &g) || g.kind == GEOMETRY_NONE)
        goto done;
    if (g.kind == GEOMETRY_AREA) {
        double x, y;
        check_area(&g.area, arena);
        multipolygon_label_point(&g.area, &x, &y);
        must(isfinite(x) && isfinite(y));
        geojson_write_area(&out, &g.area, CRS_84, 6);
    } else {
        geojson_write_lines(&out, &g.lines, CRS_84, 6);
    }
    /* Rounding may make an edge of just under 180 degrees span them all; nothing else may go wrong.
     */
    if (read_text(out.data, out.len, arena, &again)) {
        must(again.kind == g.kind && again.area.n_points == g.area.n_points &&
             again.lines.n_points == g.lines.n_points);
    }

done:
    buf_free(&out);
    arena_free(arena);
    return 0;
}
