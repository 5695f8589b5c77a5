/* pen.c - see pen.h. */
#include "api/pages/pen.h"

#include "base/mem.h"

#include <math.h>
#include <string.h>

static const double METRES_PER_DEGREE = 111000;
static const double UNSEEN = 4; /* units, less than a tenth of a millimetre */
static const double LINE_STEP = 10;
static const double DOT = 12;    /* what is smaller either way is a dot */
static const double BESIDE = 60; /* how far outside of the sheet shapes are cut */

void pen_measure(const struct albers *albers, const double *xy, size_t n_points, struct box *box)
{
    for (size_t i = 0; i < n_points; i++) {
        double x, y;
        albers_project(albers, xy[2 * i], xy[2 * i + 1], &x, &y);
        box_add_point(box, x, y);
    }
}

/* Parallels are arcs around a point in the north: the sheet reaches farthest north in the middle of
 * its upper edge, farthest south in its lower corners, farthest to the sides in the upper ones. */
static struct box degrees_of(const struct pen *pen)
{
    double w = pen->width / pen->per_metre, bottom = pen->top - pen->height / pen->per_metre;
    double xs[] = {pen->left, pen->left + w, 0, pen->left, pen->left + w};
    double ys[] = {pen->top, pen->top, pen->top, bottom, bottom};
    struct box box = BOX_EMPTY;

    for (size_t i = 0; i < COUNT(xs); i++) {
        double lon, lat;
        albers_unproject(&pen->albers, xs[i], ys[i], &lon, &lat);
        box_add_point(&box, lon, lat);
    }
    double more = (box.max_x - box.min_x) / 10;
    return (struct box){box.min_x - more, box.min_y - more, box.max_x + more, box.max_y + more};
}

struct pen pen_over(const struct albers *albers, const struct box *metres, double width,
                    double height, double margin, double most)
{
    double w = fmax(1, metres->max_x - metres->min_x), h = fmax(1, metres->max_y - metres->min_y);
    struct pen pen = {.albers = *albers, .width = width, .height = height};

    pen.per_metre = fmin(most, fmin((width - 2 * margin) / w, (height - 2 * margin) / h));
    pen.left = (metres->min_x + metres->max_x) / 2 - width / 2 / pen.per_metre;
    pen.top = (metres->min_y + metres->max_y) / 2 + height / 2 / pen.per_metre;
    pen.degrees = degrees_of(&pen);
    return pen;
}

bool pen_sees(const struct pen *pen, const struct box *degrees)
{
    return boxes_meet(&pen->degrees, degrees);
}

void pen_point(const struct pen *pen, double lon, double lat, double *x, double *y)
{
    albers_project(&pen->albers, lon, lat, x, y);
    *x = (*x - pen->left) * pen->per_metre;
    *y = (pen->top - *y) * pen->per_metre;
}

enum detail pen_detail(const struct pen *pen)
{
    for (int d = DETAILS - 1; d > DETAIL_FULL; d--) {
        if (detail_degrees[d] * METRES_PER_DEGREE * pen->per_metre <= UNSEEN)
            return (enum detail)d;
    }
    return DETAIL_FULL;
}

/* ---- cutting ---- */

struct line_of_points {
    double *xy;
    size_t n;
};

/* A straight cut: what has sign * coordinate <= limit stays. */
struct cut {
    int axis;
    double sign, limit;
};

static double beyond(const struct cut *c, const double *p)
{
    return c->sign * p[c->axis] - c->limit;
}

static void add(struct line_of_points *l, double x, double y)
{
    l->xy[2 * l->n] = x;
    l->xy[2 * l->n + 1] = y;
    l->n++;
}

/* Each edge gives its end, if that stays, and the place where it meets the cut, if it does. */
static struct line_of_points cut_once(const struct line_of_points *in, const struct cut *c,
                                      struct arena *arena)
{
    struct line_of_points out = {.xy = arena_alloc(arena, 4 * in->n + 4, sizeof *out.xy)};

    for (size_t i = 0; i < in->n; i++) {
        const double *a = in->xy + 2 * (i ? i - 1 : in->n - 1), *b = in->xy + 2 * i;
        double from = beyond(c, a), to = beyond(c, b);

        if ((from > 0) != (to > 0)) {
            double t = from / (from - to);
            add(&out, a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]));
        }
        if (to <= 0)
            add(&out, b[0], b[1]);
    }
    return out;
}

static struct line_of_points cut_to_sheet(const struct pen *pen, struct line_of_points ring,
                                          const struct box *box, struct arena *arena)
{
    const struct cut cuts[] = {{0, -1, BESIDE},
                               {0, 1, pen->width + BESIDE},
                               {1, -1, BESIDE},
                               {1, 1, pen->height + BESIDE}};
    const bool needed[] = {box->min_x<-BESIDE, box->max_x> pen->width + BESIDE,
                           box->min_y<-BESIDE, box->max_y> pen->height + BESIDE};

    for (size_t i = 0; i < 4; i++) {
        if (needed[i])
            ring = cut_once(&ring, &cuts[i], arena);
    }
    return ring;
}

/* ---- tracing ---- */

static struct line_of_points project_ring(const struct pen *pen, const double *xy, size_t n,
                                          struct box *box, struct arena *arena)
{
    struct line_of_points ring = {.xy = arena_alloc(arena, 2 * n, sizeof *ring.xy)};

    *box = BOX_EMPTY;
    for (size_t i = 0; i + 1 < n; i++) { /* the last repeats the first */
        double x, y;
        pen_point(pen, xy[2 * i], xy[2 * i + 1], &x, &y);
        box_add_point(box, x, y);
        add(&ring, x, y);
    }
    return ring;
}

/* Whole units, without the points that nobody could tell from the one before. */
static void thin(struct line_of_points *ring)
{
    size_t n = 0;

    for (size_t i = 0; i < ring->n; i++) {
        double x = round(ring->xy[2 * i]), y = round(ring->xy[2 * i + 1]);
        if (n > 0 && fabs(x - ring->xy[2 * n - 2]) + fabs(y - ring->xy[2 * n - 1]) < UNSEEN)
            continue;
        ring->xy[2 * n] = x;
        ring->xy[2 * n + 1] = y;
        n++;
    }
    ring->n = n;
}

static bool same_dot(const struct multipolygon *m, double x, double y)
{
    for (uint32_t i = 0; i < m->n_rings; i++) {
        const double *p = m->xy + 2 * (size_t)m->rings[i].first;
        if (m->rings[i].n_points == 1 && fmax(fabs(p[0] - x), fabs(p[1] - y)) < DOT)
            return true;
    }
    return false;
}

struct tracing {
    const struct pen *pen;
    struct arena *arena;
    struct multipolygon m;
    size_t room; /* points */
};

static void keep(struct tracing *t, const double *xy, size_t n, bool hole)
{
    struct multipolygon *m = &t->m;

    if (m->n_points + n > t->room) {
        t->room = 2 * (m->n_points + n);
        double *more = arena_alloc(t->arena, 2 * t->room, sizeof *more);
        if (m->n_points)
            memcpy(more, m->xy, 2 * (size_t)m->n_points * sizeof *more);
        m->xy = more;
    }
    m->rings[m->n_rings++] =
        (struct ring){.first = m->n_points, .n_points = (uint32_t)n, .hole = hole};
    memcpy(m->xy + 2 * (size_t)m->n_points, xy, 2 * n * sizeof *xy);
    m->n_points += (uint32_t)n;
    for (size_t i = 0; i < n; i++)
        box_add_point(&m->box, xy[2 * i], xy[2 * i + 1]);
}

static void keep_dot(struct tracing *t, const struct box *box)
{
    double at[2] = {round((box->min_x + box->max_x) / 2), round((box->min_y + box->max_y) / 2)};

    if (at[0] >= 0 && at[0] <= t->pen->width && at[1] >= 0 && at[1] <= t->pen->height &&
        !same_dot(&t->m, at[0], at[1]))
        keep(t, at, 1, false);
}

static void trace_ring(struct tracing *t, const double *xy, const struct ring *r)
{
    const struct box sheet = {-BESIDE, -BESIDE, t->pen->width + BESIDE, t->pen->height + BESIDE};
    struct box box;
    struct line_of_points ring = project_ring(t->pen, xy, r->n_points, &box, t->arena);

    if (!boxes_meet(&box, &sheet))
        return;
    if (box.max_x - box.min_x < DOT && box.max_y - box.min_y < DOT) {
        if (!r->hole)
            keep_dot(t, &box);
        return;
    }
    ring = cut_to_sheet(t->pen, ring, &box, t->arena);
    thin(&ring);
    if (ring.n >= 3)
        keep(t, ring.xy, ring.n, r->hole);
}

struct multipolygon pen_trace(const struct pen *pen, const struct multipolygon *m,
                              struct arena *arena)
{
    struct tracing t = {
        .pen = pen,
        .arena = arena,
        .m = {.rings = arena_alloc(arena, m->n_rings + 1, sizeof *m->rings), .box = BOX_EMPTY}};

    for (uint32_t i = 0; i < m->n_rings; i++)
        trace_ring(&t, m->xy + 2 * (size_t)m->rings[i].first, &m->rings[i]);
    return t.m;
}

/* ---- path data ---- */

static void put_step(struct buf *out, long dx, long dy)
{
    buf_printf(out, dy < 0 ? "%ld%ld" : "%ld %ld", dx, dy);
}

/* From the first point on, each as the step from the one before: fewer digits. */
static void put_run(struct buf *out, const double *xy, size_t n)
{
    buf_printf(out, "M%ld %ldl", lround(xy[0]), lround(xy[1]));
    for (size_t i = 1; i < n; i++) {
        long dx = lround(xy[2 * i]) - lround(xy[2 * i - 2]);
        long dy = lround(xy[2 * i + 1]) - lround(xy[2 * i - 1]);
        if (i > 1 && dx >= 0)
            buf_putc(out, ' ');
        put_step(out, dx, dy);
    }
}

double pen_across(const double *xy, size_t n)
{
    struct box box = BOX_EMPTY;

    for (size_t i = 0; i < n; i++)
        box_add_point(&box, xy[2 * i], xy[2 * i + 1]);
    return fmax(box.max_x - box.min_x, box.max_y - box.min_y);
}

void pen_put_outlines(struct buf *out, const struct multipolygon *traced, double least, double most)
{
    for (uint32_t i = 0; i < traced->n_rings; i++) {
        const double *xy = traced->xy + 2 * (size_t)traced->rings[i].first;
        size_t n = traced->rings[i].n_points;
        double size = pen_across(xy, n);

        if (n < 3 || size < least || size >= most)
            continue;
        put_run(out, xy, n);
        buf_putc(out, 'z');
    }
}

void pen_put_dots(struct buf *out, const struct multipolygon *traced)
{
    for (uint32_t i = 0; i < traced->n_rings; i++) {
        const double *p = traced->xy + 2 * (size_t)traced->rings[i].first;
        if (traced->rings[i].n_points == 1)
            buf_printf(out, "M%ld %ldh0", lround(p[0]), lround(p[1]));
    }
}

/* Edges that are not on the sheet are left out; the others run on beyond it.  Points too near to
 * the one before are passed over, but for the last. */
static void put_stroke(struct buf *out, const struct pen *pen, const double *xy, size_t n)
{
    const struct box sheet = {-BESIDE, -BESIDE, pen->width + BESIDE, pen->height + BESIDE};
    double last[2] = {0, 0};
    bool down = false;

    for (size_t i = 0; i < n; i++) {
        double p[2];
        pen_point(pen, xy[2 * i], xy[2 * i + 1], &p[0], &p[1]);
        if (i > 0 && i + 1 < n && fabs(p[0] - last[0]) + fabs(p[1] - last[1]) < LINE_STEP)
            continue;
        if (i > 0) {
            struct box box = BOX_EMPTY;
            box_add_point(&box, last[0], last[1]);
            box_add_point(&box, p[0], p[1]);
            bool seen = boxes_meet(&box, &sheet);
            if (seen && !down)
                buf_printf(out, "M%.0f %.0f", last[0], last[1]);
            if (seen)
                buf_printf(out, "L%.0f %.0f", p[0], p[1]);
            down = seen;
        }
        memcpy(last, p, sizeof last);
    }
}

void pen_put_lines(struct buf *out, const struct pen *pen, const struct multiline *l)
{
    for (uint32_t i = 0; i < l->n_lines; i++)
        put_stroke(out, pen, l->xy + 2 * (size_t)l->first[i], l->first[i + 1] - l->first[i]);
}
