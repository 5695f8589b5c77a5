/* neighbours.c - two places are neighbours when an edge of one is, bit for bit, an edge of the
 * other.
 *
 * The source is topologically exact, so no tolerance is needed: shared borders have equal
 * coordinates. Edges go into an open-addressing table with their two ends in a fixed order. */
#include "atlas/internal.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct edge {
    double a[2], b[2];
    int owner; /* index of a place + 1; 0: empty */
};

struct pair {
    int from, to;
};

struct pairs {
    struct pair *rows;
    size_t n, room;
};

static void add_pair(struct pairs *p, int from, int to)
{
    if (p->n == p->room) {
        p->room = p->room ? p->room * 2 : 4096;
        p->rows = mem_resize(p->rows, p->room, sizeof *p->rows);
    }
    p->rows[p->n++] = (struct pair){from, to};
}

static uint64_t mix(uint64_t h, double v)
{
    uint64_t bits;
    memcpy(&bits, &v, sizeof bits);
    h = (h ^ bits) * 0x9E3779B97F4A7C15u;
    return h ^ (h >> 29);
}

static int compare_ends(const double *p, const double *q)
{
    if (p[0] != q[0])
        return p[0] < q[0] ? -1 : 1;
    return p[1] < q[1] ? -1 : p[1] > q[1];
}

static struct edge *find_slot(struct edge *table, size_t mask, const struct edge *e)
{
    size_t i = mix(mix(mix(mix(0, e->a[0]), e->a[1]), e->b[0]), e->b[1]) & mask;
    while (table[i].owner &&
           (compare_ends(table[i].a, e->a) != 0 || compare_ends(table[i].b, e->b) != 0))
        i = (i + 1) & mask;
    return &table[i];
}

static void add_edges(const struct multipolygon *m, int owner, struct edge *table, size_t mask,
                      struct pairs *pairs)
{
    for (uint32_t r = 0; r < m->n_rings; r++) {
        const double *xy = m->xy + 2 * (size_t)m->rings[r].first;
        for (uint32_t k = 0; k + 1 < m->rings[r].n_points; k++, xy += 2) {
            struct edge e = {.owner = owner + 1};
            int order = compare_ends(xy, xy + 2);
            if (order == 0)
                continue;
            memcpy(e.a, order < 0 ? xy : xy + 2, sizeof e.a);
            memcpy(e.b, order < 0 ? xy + 2 : xy, sizeof e.b);
            struct edge *slot = find_slot(table, mask, &e);
            if (!slot->owner)
                *slot = e;
            else if (slot->owner != e.owner) {
                add_pair(pairs, slot->owner - 1, owner);
                add_pair(pairs, owner, slot->owner - 1);
            }
        }
    }
}

static int by_both(const void *a, const void *b)
{
    const struct pair *p = a, *q = b;
    if (p->from != q->from)
        return p->from < q->from ? -1 : 1;
    return p->to < q->to ? -1 : p->to > q->to;
}

/* A place that stands in two layers keeps the neighbours of the layer of its own level. */
static bool belongs(const struct place *p, enum layer layer)
{
    return (int)p->level == (int)layer;
}

static void store_pairs(struct ground *g, enum layer layer, struct pairs *pairs)
{
    if (pairs->n == 0)
        return;
    qsort(pairs->rows, pairs->n, sizeof *pairs->rows, by_both);
    int *list = arena_alloc(g->arena, pairs->n, sizeof *list);
    size_t used = 0;

    for (size_t i = 0; i < pairs->n;) {
        int from = pairs->rows[i].from;
        int *start = list + used;
        size_t n = 0;
        for (; i < pairs->n && pairs->rows[i].from == from; i++) {
            if (n == 0 || start[n - 1] != pairs->rows[i].to)
                start[n++] = pairs->rows[i].to;
        }
        if (!belongs(&g->places[from], layer))
            continue;
        g->places[from].neighbours = start;
        g->places[from].n_neighbours = n;
        used += n;
    }
}

void ground_find_neighbours(struct ground *g, enum layer layer)
{
    size_t n_edges = 0, room = 1024;
    struct pairs pairs = {0};

    for (size_t i = 0; i < g->layer_sizes[layer]; i++)
        n_edges += g->shapes[g->layers[layer][i]][DETAIL_FULL].area.n_points;
    while (room < n_edges * 3 / 2)
        room *= 2;
    struct edge *table = mem_alloc(room, sizeof *table);
    for (size_t i = 0; i < g->layer_sizes[layer]; i++) {
        int place = g->layers[layer][i];
        add_edges(&g->shapes[place][DETAIL_FULL].area, place, table, room - 1, &pairs);
    }
    free(table);
    store_pairs(g, layer, &pairs);
    free(pairs.rows);
}
