/* load_islands.c - a part is lost when none of its corners is left: generalising moves no corner,
 * it only leaves some out. */
#include "cli/load_islands.h"

#include "base/mem.h"
#include "geo/locator.h"

#include <stdlib.h>
#include <string.h>

/* Rings of the part that begins at ring `first`. */
static uint32_t part_rings(const struct multipolygon *m, uint32_t first)
{
    uint32_t n = 1;

    while (first + n < m->n_rings && m->rings[first + n].hole)
        n++;
    return n;
}

static int by_point(const void *a, const void *b)
{
    const double *x = a, *y = b;

    if (x[0] != y[0])
        return x[0] < y[0] ? -1 : 1;
    return x[1] < y[1] ? -1 : x[1] > y[1];
}

static double *sorted_points(const struct multipolygon *m)
{
    double *points = mem_alloc(m->n_points, 2 * sizeof *points);

    memcpy(points, m->xy, m->n_points * 2 * sizeof *points);
    qsort(points, m->n_points, 2 * sizeof *points, by_point);
    return points;
}

static bool lost(const struct multipolygon *full, const struct ring *shell, const double *points,
                 size_t n_points)
{
    for (uint32_t i = 0; i < shell->n_points; i++) {
        if (bsearch(full->xy + 2 * (size_t)(shell->first + i), points, n_points, 2 * sizeof *points,
                    by_point))
            return false;
    }
    return true;
}

static struct box ring_box(const struct multipolygon *m, const struct ring *r)
{
    struct box b = BOX_EMPTY;

    for (uint32_t i = 0; i < r->n_points; i++)
        box_add_point(&b, m->xy[2 * (size_t)(r->first + i)], m->xy[2 * (size_t)(r->first + i) + 1]);
    return b;
}

/* Part of what light covers already, as far as its corners say. */
static bool covered(const struct multipolygon *full, const struct ring *shell,
                    const struct multipolygon *light)
{
    bool on_edge;

    for (uint32_t i = 0; i < shell->n_points; i++) {
        const double *p = full->xy + 2 * (size_t)(shell->first + i);

        if (multipolygon_covers(light, p[0], p[1], &on_edge))
            return true;
    }
    return false;
}

static void add_rings(struct multipolygon *m, const struct multipolygon *full, uint32_t first,
                      uint32_t n)
{
    for (uint32_t i = first; i < first + n; i++) {
        const struct ring *r = &full->rings[i];

        m->rings[m->n_rings++] = (struct ring){m->n_points, r->n_points, r->hole};
        memcpy(m->xy + 2 * (size_t)m->n_points, full->xy + 2 * (size_t)r->first,
               r->n_points * 2 * sizeof *m->xy);
        m->n_points += r->n_points;
    }
}

/* careful: also leave out what merely comes near. */
static struct multipolygon with_parts(const struct multipolygon *full,
                                      const struct multipolygon *light, const double *points,
                                      bool careful, struct arena *a)
{
    struct multipolygon m = {
        .xy = arena_alloc(a, (size_t)full->n_points + light->n_points, 2 * sizeof *m.xy),
        .rings = arena_alloc(a, (size_t)full->n_rings + light->n_rings, sizeof *m.rings),
    };

    add_rings(&m, light, 0, light->n_rings);
    for (uint32_t i = 0, n; i < full->n_rings; i += n) {
        struct box box = ring_box(full, &full->rings[i]);

        n = part_rings(full, i);
        if (lost(full, &full->rings[i], points, light->n_points) &&
            !covered(full, &full->rings[i], light) &&
            !(careful && multipolygon_meets_box(light, &box)))
            add_rings(&m, full, i, n);
    }
    multipolygon_measure(&m);
    return m;
}

struct multipolygon load_islands_back(const struct multipolygon *full,
                                      const struct multipolygon *light, struct geos *g,
                                      struct arena *a)
{
    double *points = sorted_points(light);
    struct multipolygon m = with_parts(full, light, points, false, a);

    if (!shape_is_valid(g, &m, NULL))
        m = with_parts(full, light, points, true, a);
    if (!shape_is_valid(g, &m, NULL))
        m = *light;
    free(points);
    return m;
}
