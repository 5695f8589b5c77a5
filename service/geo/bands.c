/* bands.c - counting sort of edges into bands, all shapes in three shared arrays.
 *
 * An edge stands in every band that it touches.  The band of a height is found by the same rounded
 * arithmetic for edges and for points, and that arithmetic never turns order around, so a point's
 * band holds every edge that can reach it. */
#include "geo/bands.h"

#include "base/mem.h"
#include "geo/predicate.h"

#include <math.h>
#include <stdlib.h>

struct banded {
    const double *xy;
    struct box box;
    double bands_per_degree;
    uint32_t first_band, n_bands; /* into bands.first */
};

struct bands {
    struct banded *shapes;
    size_t n_shapes;
    uint32_t *first; /* of each band into edges; one more at the end */
    uint32_t *edges; /* the point that an edge begins at; it ends at the next */
    size_t n_bands, n_edges;
};

static uint32_t band_at(const struct banded *s, double y)
{
    double band = (y - s->box.min_y) * s->bands_per_degree;

    if (!(band > 0))
        return 0;
    return band < s->n_bands - 1 ? (uint32_t)band : s->n_bands - 1;
}

/* As many bands as half the edges, but so few that tall edges are not repeated without end: about
 * six entries an edge at most, however spiky the shape. */
static void choose_bands(struct banded *s, const struct multipolygon *m)
{
    double height = m->box.max_y - m->box.min_y, climb = 0;

    for (size_t i = 0; i < m->n_rings; i++) {
        const double *a = m->xy + 2 * (size_t)m->rings[i].first;
        for (uint32_t j = 1; j < m->rings[i].n_points; j++, a += 2)
            climb += fabs(a[3] - a[1]);
    }
    double want = m->n_points / 2.0;
    if (climb > 0)
        want = fmin(want, 6.0 * m->n_points * height / climb);
    s->n_bands = want > 1 ? (uint32_t)want : 1;
    s->bands_per_degree = height > 0 ? s->n_bands / height : 0;
    if (!isfinite(s->bands_per_degree))
        s->bands_per_degree = 0;
}

/* Calls once with edges == NULL to count into first[band + 1], then again to place. */
static void sort_edges(const struct banded *s, const struct multipolygon *m, uint32_t *first,
                       uint32_t *edges)
{
    for (size_t i = 0; i < m->n_rings; i++) {
        uint32_t from = m->rings[i].first;

        for (uint32_t at = from; at + 1 < from + m->rings[i].n_points; at++) {
            const double *a = m->xy + 2 * (size_t)at;
            uint32_t low = band_at(s, fmin(a[1], a[3])), high = band_at(s, fmax(a[1], a[3]));

            for (uint32_t band = low; band <= high; band++) {
                if (edges)
                    edges[first[s->first_band + band]++] = at;
                else
                    first[s->first_band + band + 1]++;
            }
        }
    }
}

struct bands *bands_new(const struct multipolygon *const *shapes, size_t n_shapes)
{
    struct bands *b = mem_alloc(1, sizeof *b);

    b->shapes = mem_alloc(n_shapes, sizeof *b->shapes);
    b->n_shapes = n_shapes;
    for (size_t i = 0; i < n_shapes; i++) {
        struct banded *s = &b->shapes[i];
        *s = (struct banded){.xy = shapes[i]->xy, .box = shapes[i]->box};
        s->first_band = (uint32_t)b->n_bands;
        choose_bands(s, shapes[i]);
        b->n_bands += s->n_bands;
    }
    b->first = mem_alloc(b->n_bands + 1, sizeof *b->first);
    for (size_t i = 0; i < n_shapes; i++)
        sort_edges(&b->shapes[i], shapes[i], b->first, NULL);
    for (size_t i = 0; i < b->n_bands; i++)
        b->first[i + 1] += b->first[i];
    b->n_edges = b->first[b->n_bands];
    b->edges = mem_alloc(b->n_edges, sizeof *b->edges);
    for (size_t i = 0; i < n_shapes; i++)
        sort_edges(&b->shapes[i], shapes[i], b->first, b->edges);
    /* Placing moved every beginning on to its end: move them back. */
    for (size_t i = b->n_bands; i > 0; i--)
        b->first[i] = b->first[i - 1];
    b->first[0] = 0;
    return b;
}

void bands_free(struct bands *b)
{
    if (!b)
        return;
    free(b->shapes);
    free(b->first);
    free(b->edges);
    free(b);
}

size_t bands_memory(const struct bands *b)
{
    return sizeof *b + b->n_shapes * sizeof *b->shapes +
           (b->n_bands + 1 + b->n_edges) * sizeof(uint32_t);
}

bool bands_cover(const struct bands *b, size_t i, double x, double y, bool *on_edge)
{
    const struct banded *s = &b->shapes[i];
    bool inside = false;

    *on_edge = false;
    if (x < s->box.min_x || x > s->box.max_x || y < s->box.min_y || y > s->box.max_y)
        return false;
    uint32_t band = s->first_band + band_at(s, y);
    for (uint32_t e = b->first[band]; e < b->first[band + 1]; e++) {
        const double *a = s->xy + 2 * (size_t)b->edges[e];
        enum meeting how = edge_meets_ray(a, a + 2, x, y);

        if (how == MEETING_TOUCHED)
            return *on_edge = true;
        inside ^= how == MEETING_CROSSED;
    }
    return inside;
}
