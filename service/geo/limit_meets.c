/* limit_meets.c - every piece of one line against every piece of the other.
 *
 * The two straight pieces by which a line is carried on are pieces like the others.  Pieces that
 * lie along the same straight meet where one of them ends. */
#include "geo/limit_meets.h"

#include <math.h>

/* What is nearer than this is the same place; lines are digitised to decimetres at best. */
static const double SAME_METRES = 0.001;

struct piece {
    double a[2], b[2];
    double from, to; /* ways at a and b */
};

/* Piece 0 carries the beginning on, 1 … n - 1 are the line's own, n carries the end on. */
static struct piece piece_of(const struct limit_line *l, size_t i, double carry)
{
    size_t at = i == 0 ? 0 : i == l->n ? l->n - 2 : i - 1;
    const double *a = l->xy + 2 * at;
    struct piece p = {{a[0], a[1]}, {a[2], a[3]}, l->way[at], l->way[at + 1]};
    double len = p.to - p.from, ux = (a[2] - a[0]) / len, uy = (a[3] - a[1]) / len;

    if (i == 0)
        p = (struct piece){{a[0] - carry * ux, a[1] - carry * uy}, {a[0], a[1]}, -carry, 0};
    if (i == l->n)
        p = (struct piece){
            {a[2], a[3]}, {a[2] + carry * ux, a[3] + carry * uy}, l->length, l->length + carry};
    return p;
}

static double carried_on(const struct limit_line *l, double way)
{
    return fmax(0, fmax(-way, way - l->length));
}

struct gathering {
    const struct limit_line *one, *other;
    struct limit_meet *out;
    size_t n;
};

/* Keeps the list sorted by what was carried on; the same place is kept once. */
static void gather(struct gathering *g, double way, double other_way, double x, double y)
{
    struct limit_meet m = {
        {way, other_way}, x, y, fmax(carried_on(g->one, way), carried_on(g->other, other_way))};
    size_t kept = g->n < LIMIT_MEETS_MOST ? g->n : LIMIT_MEETS_MOST, at = kept;

    for (size_t i = 0; i < kept; i++) {
        if (fabs(g->out[i].way[0] - way) < 2 * SAME_METRES &&
            fabs(g->out[i].way[1] - other_way) < 2 * SAME_METRES)
            return;
    }
    g->n++;
    while (at > 0 && g->out[at - 1].carried > m.carried)
        at--;
    for (size_t i = kept < LIMIT_MEETS_MOST ? kept : LIMIT_MEETS_MOST - 1; i > at; i--)
        g->out[i] = g->out[i - 1];
    if (at < LIMIT_MEETS_MOST)
        g->out[at] = m;
}

/* The place of p along the piece (0 to 1), and how far it is off. */
static double foot_on(const struct piece *s, const double p[2], double *off)
{
    double dx = s->b[0] - s->a[0], dy = s->b[1] - s->a[1];
    double t = ((p[0] - s->a[0]) * dx + (p[1] - s->a[1]) * dy) / (dx * dx + dy * dy);

    t = fmin(1, fmax(0, t));
    *off = hypot(s->a[0] + t * dx - p[0], s->a[1] + t * dy - p[1]);
    return t;
}

static bool is_own(const struct limit_line *l, double way)
{
    return way >= 0 && way <= l->length;
}

/* A vertex of one line that lies on the other: all that parallels can do.  Where a line was carried
 * on to is no vertex. */
static void meet_at_ends(struct gathering *g, const struct piece *p, const struct piece *q)
{
    const double *ends[] = {p->a, p->b}, *others[] = {q->a, q->b};
    const double ways[] = {p->from, p->to}, other_ways[] = {q->from, q->to};

    for (int i = 0; i < 2; i++) {
        double off, t = foot_on(q, ends[i], &off);
        if (off <= SAME_METRES && is_own(g->one, ways[i]))
            gather(g, ways[i], q->from + t * (q->to - q->from), ends[i][0], ends[i][1]);
        t = foot_on(p, others[i], &off);
        if (off <= SAME_METRES && is_own(g->other, other_ways[i]))
            gather(g, p->from + t * (p->to - p->from), other_ways[i], others[i][0], others[i][1]);
    }
}

static void meet(struct gathering *g, const struct piece *p, const struct piece *q)
{
    double ux = p->b[0] - p->a[0], uy = p->b[1] - p->a[1];
    double vx = q->b[0] - q->a[0], vy = q->b[1] - q->a[1];
    double cross = ux * vy - uy * vx, sine = cross / (hypot(ux, uy) * hypot(vx, vy));
    double wx = q->a[0] - p->a[0], wy = q->a[1] - p->a[1];

    if (fabs(sine) < 1e-6) {
        meet_at_ends(g, p, q);
        return;
    }
    double s = (wx * vy - wy * vx) / cross, t = (wx * uy - wy * ux) / cross;
    double slack_s = SAME_METRES / hypot(ux, uy), slack_t = SAME_METRES / hypot(vx, vy);
    if (s < -slack_s || s > 1 + slack_s || t < -slack_t || t > 1 + slack_t)
        return;
    s = fmin(1, fmax(0, s));
    gather(g, p->from + s * (p->to - p->from), q->from + fmin(1, fmax(0, t)) * (q->to - q->from),
           p->a[0] + s * ux, p->a[1] + s * uy);
}

static bool may_meet(const struct piece *p, const struct piece *q)
{
    return fmin(p->a[0], p->b[0]) <= fmax(q->a[0], q->b[0]) + SAME_METRES &&
           fmin(q->a[0], q->b[0]) <= fmax(p->a[0], p->b[0]) + SAME_METRES &&
           fmin(p->a[1], p->b[1]) <= fmax(q->a[1], q->b[1]) + SAME_METRES &&
           fmin(q->a[1], q->b[1]) <= fmax(p->a[1], p->b[1]) + SAME_METRES;
}

size_t limit_lines_meet(const struct limit_line *a, const struct limit_line *b, double carry,
                        struct limit_meet out[LIMIT_MEETS_MOST])
{
    struct gathering g = {.one = a, .other = b, .out = out};

    for (size_t i = 0; i <= a->n; i++) {
        struct piece p = piece_of(a, i, carry);
        for (size_t k = 0; k <= b->n; k++) {
            struct piece q = piece_of(b, k, carry);
            if (may_meet(&p, &q))
                meet(&g, &p, &q);
        }
    }
    return g.n;
}

double limit_lines_apart(const struct limit_line *a, const struct limit_line *b, double ends[4])
{
    double least = INFINITY;

    for (size_t i = 1; i < a->n; i++) {
        struct piece p = piece_of(a, i, 0);
        for (size_t k = 1; k < b->n; k++) {
            struct piece q = piece_of(b, k, 0);
            const double *tips[] = {p.a, p.b, q.a, q.b};
            for (int e = 0; e < 4; e++) {
                const struct piece *s = e < 2 ? &q : &p;
                double off, t = foot_on(s, tips[e], &off);
                if (off < least) {
                    least = off;
                    ends[0] = tips[e][0];
                    ends[1] = tips[e][1];
                    ends[2] = s->a[0] + t * (s->b[0] - s->a[0]);
                    ends[3] = s->a[1] + t * (s->b[1] - s->a[1]);
                }
            }
        }
    }
    return least;
}
