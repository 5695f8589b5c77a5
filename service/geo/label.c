/* label.c - where to write a shape's name: about the point of its largest part that is farthest
 * from every border.
 *
 * Cells of a coarse grid are tried, and the ones that could still hold a better point are
 * quartered, the most promising first.  Degrees of longitude are shrunk by the cosine of the
 * latitude, so "farthest" is what the eye sees on a map. */
#include "geo/multipolygon.h"

#include "geo/ellipsoid.h"
#include "geo/predicate.h"

#include <math.h>

enum { MAX_CELLS = 512, FIRST_CELLS = 6 };

static const double GOOD_ENOUGH = 0.1; /* of the depth: a label is larger than that */

/* The largest shell and its holes. */
struct part {
    const struct multipolygon *m;
    size_t first_ring, n_rings;
    struct box box;
    double squeeze; /* cos(lat) */
};

struct cell {
    double x, y, half;
    double depth; /* of its middle: distance to the border, negative outside */
    double hope;  /* no point of it is deeper than this */
};

static double ring_size(const double *xy, size_t n)
{
    double sum = 0;

    for (size_t i = 1; i < n; i++)
        sum += xy[2 * i - 2] * xy[2 * i + 1] - xy[2 * i] * xy[2 * i - 1];
    return fabs(sum / 2);
}

static struct part largest_part(const struct multipolygon *m)
{
    struct part p = {.m = m, .box = BOX_EMPTY};
    double largest = -1;

    for (size_t i = 0; i < m->n_rings; i++) {
        const struct ring *r = &m->rings[i];
        const double *xy = m->xy + 2 * (size_t)r->first;
        double size = r->hole ? -1 : ring_size(xy, r->n_points) * cos(xy[1] * RADIANS_PER_DEGREE);
        if (size > largest) {
            largest = size;
            p.first_ring = i;
        }
    }
    p.n_rings = 1;
    while (p.first_ring + p.n_rings < m->n_rings && m->rings[p.first_ring + p.n_rings].hole)
        p.n_rings++;
    const struct ring *shell = &m->rings[p.first_ring];
    for (size_t i = shell->first; i < (size_t)shell->first + shell->n_points; i++)
        box_add_point(&p.box, m->xy[2 * i], m->xy[2 * i + 1]);
    p.squeeze = fmax(0.01, cos((p.box.min_y + p.box.max_y) / 2 * RADIANS_PER_DEGREE));
    return p;
}

/* The squared distance to an edge, in degrees of latitude. */
static double distance2_to_edge(const double a[2], const double b[2], double x, double y,
                                double squeeze)
{
    double ax = (a[0] - x) * squeeze, ay = a[1] - y;
    double dx = (b[0] - a[0]) * squeeze, dy = b[1] - a[1];
    double length2 = dx * dx + dy * dy;
    double t = length2 > 0 ? -(ax * dx + ay * dy) / length2 : 0;

    t = t < 0 ? 0 : t > 1 ? 1 : t;
    ax += t * dx;
    ay += t * dy;
    return ax * ax + ay * ay;
}

static struct cell cell_at(const struct part *p, double x, double y, double half)
{
    double nearest2 = INFINITY;
    bool inside = false;

    for (size_t i = p->first_ring; i < p->first_ring + p->n_rings; i++) {
        const double *a = p->m->xy + 2 * (size_t)p->m->rings[i].first;
        for (uint32_t j = 1; j < p->m->rings[i].n_points; j++, a += 2) {
            nearest2 = fmin(nearest2, distance2_to_edge(a, a + 2, x, y, p->squeeze));
            inside ^= edge_meets_ray(a, a + 2, x, y) == MEETING_CROSSED;
        }
    }
    double depth = inside ? sqrt(nearest2) : -sqrt(nearest2);
    return (struct cell){x, y, half, depth, depth + half * hypot(1, p->squeeze)};
}

struct hunt {
    struct cell cells[MAX_CELLS];
    int n;
    struct cell best;
};

static void hunt_try(struct hunt *h, const struct part *p, double x, double y, double half)
{
    struct cell c = cell_at(p, x, y, half);

    if (c.depth > h->best.depth)
        h->best = c;
    if (h->n < MAX_CELLS)
        h->cells[h->n++] = c;
}

/* Takes out the cell that could hold the deepest point. */
static struct cell hunt_next(struct hunt *h)
{
    int at = 0;

    for (int i = 1; i < h->n; i++) {
        if (h->cells[i].hope > h->cells[at].hope)
            at = i;
    }
    struct cell c = h->cells[at];
    h->cells[at] = h->cells[--h->n];
    return c;
}

void multipolygon_label_point(const struct multipolygon *m, double *x, double *y)
{
    enum { MAX_ROUNDS = 100 };
    struct hunt h = {.n = 0, .best = {.depth = -INFINITY}};

    *x = *y = 0;
    if (m->n_points == 0)
        return;
    struct part p = largest_part(m);
    double width = p.box.max_x - p.box.min_x, height = p.box.max_y - p.box.min_y;
    double half = fmax(width, height) / FIRST_CELLS / 2;

    if (half > 0) {
        for (double cx = p.box.min_x + half; cx - half < p.box.max_x; cx += 2 * half) {
            for (double cy = p.box.min_y + half; cy - half < p.box.max_y; cy += 2 * half)
                hunt_try(&h, &p, cx, cy, half);
        }
    }
    for (int i = 0; i < MAX_ROUNDS && h.n > 0; i++) {
        struct cell c = hunt_next(&h);
        double q = c.half / 2;
        if (c.hope <= h.best.depth + GOOD_ENOUGH * fabs(h.best.depth))
            break;
        for (int k = 0; k < 4; k++)
            hunt_try(&h, &p, c.x + (k & 1 ? q : -q), c.y + (k & 2 ? q : -q), q);
    }
    *x = h.best.depth > 0 ? h.best.x : m->xy[2 * (size_t)m->rings[p.first_ring].first];
    *y = h.best.depth > 0 ? h.best.y : m->xy[2 * (size_t)m->rings[p.first_ring].first + 1];
}
