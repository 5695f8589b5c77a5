/* edges.c - the tree: runs of neighbouring edges are its leaves, sorted along a Hilbert curve and
 * packed sixteen to a ball, level upon level, without pointers. */
#include "geo/edges.h"

#include "base/mem.h"
#include "geo/nearness.h"
#include "geo/runs.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

enum { FANOUT = 16, MAX_LEVELS = 10 };

/* Holds every point of the edges below it; metres from the middle of the earth. */
struct ball {
    float x, y, z, radius;
};

struct edges {
    struct runs runs;
    struct ball *balls;                /* of the runs, then of each level above */
    size_t first_ball[MAX_LEVELS + 1]; /* of each level */
    int n_levels;
};

static double distance3(const struct viewpoint *p, const struct viewpoint *q)
{
    double dx = p->x - q->x, dy = p->y - q->y, dz = p->z - q->z;
    return sqrt(dx * dx + dy * dy + dz * dz);
}

/* A metre more than it takes, for the rounding to float. */
static struct ball ball_around(double x, double y, double z, double radius)
{
    return (struct ball){(float)x, (float)y, (float)z, (float)(radius * (1 + 1e-6) + 2)};
}

static struct ball run_ball(const struct run *r)
{
    struct box box = BOX_EMPTY;
    double radius = 0, bulge = 0;

    for (size_t i = 0; i <= r->n_edges; i++)
        box_add_point(&box, r->xy[2 * i], r->xy[2 * i + 1]);
    struct viewpoint middle =
        viewpoint_at((box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2);
    for (size_t i = 0; i <= r->n_edges; i++) {
        const double *a = r->xy + 2 * i;
        struct viewpoint p = viewpoint_at(a[0], a[1]);
        radius = fmax(radius, distance3(&p, &middle));
        if (i < r->n_edges)
            bulge = fmax(bulge, nearness_bulge(a, a + 2));
    }
    return ball_around(middle.x, middle.y, middle.z, radius + bulge);
}

/* The place of a cell on a Hilbert curve through 65536 x 65536 of them. */
static uint32_t hilbert_place(uint32_t x, uint32_t y)
{
    uint32_t place = 0;

    for (uint32_t s = 1u << 15; s > 0; s >>= 1) {
        uint32_t right = (x & s) != 0, up = (y & s) != 0;
        place += s * s * ((3 * right) ^ up);
        if (!up) {
            uint32_t old_x = right ? 65535 - x : x;
            x = right ? 65535 - y : y;
            y = old_x;
        }
    }
    return place;
}

static uint64_t run_key(const struct run *r, size_t index)
{
    const double *middle = r->xy + 2 * (r->n_edges / 2);
    uint32_t x = (uint32_t)((middle[0] + 180) / 360 * 65535);
    uint32_t y = (uint32_t)((middle[1] + 180) / 360 * 65535);

    return (uint64_t)hilbert_place(x & 65535, y & 65535) << 32 | index;
}

static int compare_keys(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static void sort_runs(struct runs *r)
{
    uint64_t *keys = mem_alloc(r->n, sizeof *keys);
    struct run *sorted = mem_alloc(r->n, sizeof *sorted);

    for (size_t i = 0; i < r->n; i++)
        keys[i] = run_key(&r->list[i], i);
    qsort(keys, r->n, sizeof *keys, compare_keys);
    for (size_t i = 0; i < r->n; i++)
        sorted[i] = r->list[keys[i] & UINT32_MAX];
    free(keys);
    free(r->list);
    r->list = sorted;
    r->room = r->n;
}

/* Around the middle of what the children's middles span. */
static struct ball join_balls(const struct ball *balls, size_t n)
{
    struct ball low = balls[0], high = balls[0];
    double radius = 0;

    for (size_t i = 1; i < n; i++) {
        low = (struct ball){fminf(low.x, balls[i].x), fminf(low.y, balls[i].y),
                            fminf(low.z, balls[i].z), 0};
        high = (struct ball){fmaxf(high.x, balls[i].x), fmaxf(high.y, balls[i].y),
                             fmaxf(high.z, balls[i].z), 0};
    }
    double x = ((double)low.x + (double)high.x) / 2, y = ((double)low.y + (double)high.y) / 2;
    double z = ((double)low.z + (double)high.z) / 2;
    for (size_t i = 0; i < n; i++) {
        double dx = (double)balls[i].x - x, dy = (double)balls[i].y - y;
        double dz = (double)balls[i].z - z;
        radius = fmax(radius, sqrt(dx * dx + dy * dy + dz * dz) + (double)balls[i].radius);
    }
    return ball_around(x, y, z, radius);
}

static size_t level_size(const struct edges *e, int level)
{
    return e->first_ball[level + 1] - e->first_ball[level];
}

static void pack(struct edges *e)
{
    size_t n = e->runs.n, total = n;

    for (e->n_levels = 1; n > FANOUT; e->n_levels++) {
        n = (n + FANOUT - 1) / FANOUT;
        total += n;
    }
    assert(e->n_levels <= MAX_LEVELS);
    e->balls = mem_alloc(total, sizeof *e->balls);
    e->first_ball[1] = e->runs.n;
    for (size_t i = 0; i < e->runs.n; i++)
        e->balls[i] = run_ball(&e->runs.list[i]);
    for (int level = 1; level < e->n_levels; level++) {
        size_t below = level_size(e, level - 1), here = (below + FANOUT - 1) / FANOUT;
        const struct ball *children = e->balls + e->first_ball[level - 1];
        struct ball *balls = e->balls + e->first_ball[level];

        for (size_t i = 0; i < here; i++)
            balls[i] = join_balls(children + i * FANOUT,
                                  below - i * FANOUT < FANOUT ? below - i * FANOUT : FANOUT);
        e->first_ball[level + 1] = e->first_ball[level] + here;
    }
}

struct edges *edges_new(const struct multipolygon *const *shapes, size_t n_shapes)
{
    struct edges *e = mem_alloc(1, sizeof *e);

    runs_make(&e->runs, shapes, n_shapes);
    sort_runs(&e->runs);
    pack(e);
    return e;
}

void edges_free(struct edges *e)
{
    if (!e)
        return;
    runs_free(&e->runs);
    free(e->balls);
    free(e);
}

size_t edges_memory(const struct edges *e)
{
    return sizeof *e + e->runs.room * sizeof *e->runs.list +
           2 * e->runs.n_pieces * sizeof *e->runs.pieces +
           e->first_ball[e->n_levels] * sizeof *e->balls;
}

/* Balls still to be looked into, the nearest on top: every step takes one off and puts at most
 * FANOUT on.  Edges that may be the nearest wait in `maybe`: at a glance most of them are ruled out
 * by a later one, and only what is left is measured on the ellipsoid. */
struct search {
    const struct edges *edges;
    struct viewpoint from;
    double at_most; /* some edge is known to be as near as this */
    struct nearest best;
    struct maybe {
        const double *edge;
        double at_least;
    } maybe[2 * RUN_MOST_EDGES];
    int n_maybe;
    struct todo {
        double at_least;
        uint32_t index; /* within its level */
        int level;
    } stack[MAX_LEVELS * FANOUT + FANOUT];
    int n;
};

static double ball_at_least(const struct ball *b, const struct viewpoint *v)
{
    double dx = (double)b->x - v->x, dy = (double)b->y - v->y, dz = (double)b->z - v->z;
    return sqrt(dx * dx + dy * dy + dz * dz) - (double)b->radius;
}

/* Puts on the balls of one level that may hold something nearer, farthest first. */
static void push_balls(struct search *s, int level, size_t first, size_t n)
{
    const struct ball *balls = s->edges->balls + s->edges->first_ball[level];
    int bottom = s->n;

    for (size_t i = first; i < first + n; i++) {
        double at_least = ball_at_least(&balls[i], &s->from);
        int at = s->n;

        if (at_least > s->at_most)
            continue;
        assert((size_t)s->n < sizeof s->stack / sizeof s->stack[0]);
        for (; at > bottom && s->stack[at - 1].at_least < at_least; at--)
            s->stack[at] = s->stack[at - 1];
        s->stack[at] = (struct todo){at_least, (uint32_t)i, level};
        s->n++;
    }
}

/* Measures what waits and is not ruled out. */
static void settle(struct search *s)
{
    for (int i = 0; i < s->n_maybe; i++) {
        const double *a = s->maybe[i].edge, *b = a + 2;
        double t;

        if (s->maybe[i].at_least > s->at_most)
            continue;
        double chord = nearness_of_edge(&s->from, a, b, &t);
        if (chord < s->best.chord)
            s->best = (struct nearest){chord, a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])};
        s->at_most = fmin(s->at_most, chord);
    }
    s->n_maybe = 0;
}

static void search_run(struct search *s, const struct run *r)
{
    if (s->n_maybe > RUN_MOST_EDGES)
        settle(s);
    for (size_t i = 0; i < r->n_edges; i++) {
        const double *a = r->xy + 2 * i;
        struct glimpse g = nearness_glimpse(&s->from, a, a + 2);

        if (g.at_least > s->at_most)
            continue;
        s->maybe[s->n_maybe++] = (struct maybe){a, g.at_least};
        s->at_most = g.at_most < s->at_most ? g.at_most : s->at_most;
    }
}

struct nearest edges_nearest(const struct edges *e, double lon, double lat, double enough)
{
    struct search s;

    s.edges = e;
    s.from = viewpoint_at(lon, lat);
    s.at_most = INFINITY;
    s.best = (struct nearest){.chord = INFINITY};
    s.n_maybe = s.n = 0;
    push_balls(&s, e->n_levels - 1, 0, level_size(e, e->n_levels - 1));
    while (s.n > 0 && s.at_most > enough) {
        struct todo ball = s.stack[--s.n];

        if (ball.at_least > s.at_most)
            continue; /* something nearer was found since */
        if (ball.level == 0) {
            search_run(&s, &e->runs.list[ball.index]);
        } else {
            size_t first = (size_t)ball.index * FANOUT, below = level_size(e, ball.level - 1);
            push_balls(&s, ball.level - 1, first, below - first < FANOUT ? below - first : FANOUT);
        }
    }
    settle(&s);
    return s.best;
}
