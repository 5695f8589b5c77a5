/* runs.c - rings into runs.
 *
 * Neighbours share their border point for point, so about half of all edges come a second time, the
 * other way round; those are left out.  Edges longer than NEARNESS_LONGEST_EDGE are cut into pieces
 * that get points of their own. */
#include "geo/runs.h"

#include "base/mem.h"
#include "geo/nearness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_PIECES = 1000000 };

/* The edges that came already, by where they begin; open addressing, at most half full. */
struct known_edges {
    const double **slots;
    size_t mask;
};

static uint64_t point_hash(const double *p)
{
    uint64_t bits[2];

    memcpy(bits, p, sizeof bits);
    uint64_t h = (bits[0] ^ bits[1] >> 31) * 0x9E3779B97F4A7C15u + bits[1];
    return (h ^ h >> 32) * 0xD6E8FEB86659FD93u;
}

static bool same_edge(const double *a, const double *b)
{
    return (a[0] == b[0] && a[1] == b[1] && a[2] == b[2] && a[3] == b[3]) ||
           (a[0] == b[2] && a[1] == b[3] && a[2] == b[0] && a[3] == b[1]);
}

/* true: it was there already, in this or the other direction. */
static bool known_edge(struct known_edges *k, const double *a)
{
    uint64_t h = point_hash(a) + point_hash(a + 2);
    size_t i = (h ^ h >> 29) & k->mask;

    for (; k->slots[i]; i = (i + 1) & k->mask) {
        if (same_edge(k->slots[i], a))
            return true;
    }
    k->slots[i] = a;
    return false;
}

static double edge_length(const double *a)
{
    return fmax(fabs(a[2] - a[0]), fabs(a[3] - a[1]));
}

static size_t count_pieces(const struct runs *r, const double *a)
{
    double length = edge_length(a);
    return length > r->longest ? (size_t)ceil(length / r->longest) : 1;
}

static void add_run(struct runs *r, const double *xy, size_t n_edges)
{
    if (n_edges == 0)
        return;
    if (r->n == r->room) {
        r->room = r->room ? r->room * 2 : 64;
        r->list = mem_resize(r->list, r->room, sizeof *r->list);
    }
    r->list[r->n++] = (struct run){xy, (uint32_t)n_edges};
}

static void cut_edge(struct runs *r, const double *a, size_t n)
{
    double *at = r->pieces + 2 * r->n_pieces;

    for (size_t i = 0; i <= n; i++) {
        double t = (double)i / (double)n;
        at[2 * i] = i == n ? a[2] : a[0] + t * (a[2] - a[0]);
        at[2 * i + 1] = i == n ? a[3] : a[1] + t * (a[3] - a[1]);
    }
    r->n_pieces += n + 1;
    for (size_t i = 0; i < n; i += RUN_MOST_EDGES)
        add_run(r, at + 2 * i, n - i < RUN_MOST_EDGES ? n - i : RUN_MOST_EDGES);
}

/* A run ends where it is full, and before an edge that is known or has to be cut. */
static void cut_ring(struct runs *r, struct known_edges *known, const double *xy, size_t n_points)
{
    size_t begin = 0, i;

    for (i = 0; i + 1 < n_points; i++) {
        size_t n = count_pieces(r, xy + 2 * i);
        bool again = known_edge(known, xy + 2 * i);

        if (n > 1 || again || i - begin == RUN_MOST_EDGES) {
            add_run(r, xy + 2 * begin, i - begin);
            begin = i;
        }
        if (n > 1 && !again)
            cut_edge(r, xy + 2 * i, n);
        if (n > 1 || again)
            begin = i + 1;
    }
    add_run(r, xy + 2 * begin, i - begin);
}

/* What the edges of one shape that have to be cut add up to: their length, and points for the
 * pieces. */
static void measure_shape(const struct runs *r, const struct multipolygon *m, double *length,
                          size_t *n_points)
{
    for (size_t i = 0; i < m->n_rings; i++) {
        const double *a = m->xy + 2 * (size_t)m->rings[i].first;

        for (uint32_t j = 1; j < m->rings[i].n_points; j++, a += 2) {
            size_t n = count_pieces(r, a);
            if (n > 1) {
                *length += edge_length(a);
                *n_points += n + 1;
            }
        }
    }
}

/* Room for the pieces of all long edges; were there very many, the pieces get longer instead. */
static void make_room_for_pieces(struct runs *r, const struct multipolygon *const *shapes,
                                 size_t n_shapes)
{
    double length = 0, again = 0;
    size_t n_points = 0;

    r->longest = NEARNESS_LONGEST_EDGE;
    for (size_t i = 0; i < n_shapes; i++)
        measure_shape(r, shapes[i], &length, &n_points);
    if (length > MAX_PIECES * r->longest) {
        r->longest = length / MAX_PIECES;
        n_points = 0;
        for (size_t i = 0; i < n_shapes; i++)
            measure_shape(r, shapes[i], &again, &n_points);
    }
    r->pieces = mem_alloc(2 * n_points, sizeof *r->pieces);
}

void runs_make(struct runs *r, const struct multipolygon *const *shapes, size_t n_shapes)
{
    struct known_edges known = {.mask = 15};
    size_t n_points = 0;

    *r = (struct runs){0};
    make_room_for_pieces(r, shapes, n_shapes);
    for (size_t i = 0; i < n_shapes; i++)
        n_points += shapes[i]->n_points;
    while (known.mask < 2 * n_points)
        known.mask = 2 * known.mask + 1;
    known.slots = mem_alloc(known.mask + 1, sizeof *known.slots);
    for (size_t i = 0; i < n_shapes; i++) {
        const struct multipolygon *m = shapes[i];
        for (size_t j = 0; j < m->n_rings; j++)
            cut_ring(r, &known, m->xy + 2 * (size_t)m->rings[j].first, m->rings[j].n_points);
    }
    free(known.slots);
}

void runs_free(struct runs *r)
{
    free(r->list);
    free(r->pieces);
}
