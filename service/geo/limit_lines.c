/* limit_lines.c - a way round that uses every line once, tried out in every order.
 *
 * With four lines there are three orders; with more, few pairs meet at all.  Of the figures that
 * come out the one is taken for which the least had to be carried on, unless another is about as
 * near: then it is not for us to choose. */
#include "geo/limit_lines.h"

#include "geo/ellipsoid.h"
#include "geo/geodesic.h"
#include "geo/limit_meets.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LEAST_LINES = 3, MOST_STEPS = 200000, MOST_FIGURES = 256 };

static const double USUAL_CARRY = 500;
static const double LEAST_USED = 0.01;    /* metres of a line as given that must bound the figure */
static const double LEAST_MEMBER = 0.001; /* metres between vertices */
static const double WIDEST = 3;           /* degrees */
/* Another figure is about as near when it needs no more than so many times as much. */
static const double ABOUT_TIMES = 2, ABOUT_METRES = 10;

struct meets {
    struct limit_meet list[LIMIT_MEETS_MOST];
    size_t n;   /* in the list */
    size_t all; /* there were */
};

/* One way round: the lines in order, and which of their meeting places each goes over to the next
 * by. */
struct figure {
    uint8_t order[LIMIT_LINES_MOST], by[LIMIT_LINES_MOST];
    double carried;
};

struct work {
    struct limit_line lines[LIMIT_LINES_MOST];
    size_t n;
    struct meets meets[LIMIT_LINES_MOST][LIMIT_LINES_MOST]; /* [i][k] for i < k */
    double lon, lat, per_lon, per_lat;                      /* the flat map */
    double carry;
    struct figure trying, *found;
    size_t n_found, steps;
    bool too_many;
    bool visited[LIMIT_LINES_MOST];
};

static void to_lonlat(const struct work *w, double x, double y, double *lon, double *lat)
{
    *lon = w->lon + x / w->per_lon;
    *lat = w->lat + y / w->per_lat;
}

static bool set_map(struct work *w, const struct multiline *lines, struct err *err)
{
    struct box box = BOX_EMPTY;

    for (size_t i = 0; i < lines->n_points; i++) {
        const double *p = lines->xy + 2 * i;
        if (!isfinite(p[0]) || !isfinite(p[1]) || fabs(p[0]) > 180 || fabs(p[1]) > 85)
            return err_say(err, ERR_BAD_BODY, "lines", "a coordinate is not one in degrees",
                           "坐标不是以度计的经纬度");
        box_add_point(&box, p[0], p[1]);
    }
    if (box.max_x - box.min_x > WIDEST || box.max_y - box.min_y > WIDEST)
        return err_say(err, ERR_BAD_BODY, "lines",
                       "the lines lie more than %1$.0f degrees apart; no zone is that large",
                       "各线相距超过 %1$.0f 度，不可能围成一个片区", WIDEST);
    w->lon = (box.min_x + box.max_x) / 2;
    w->lat = (box.min_y + box.max_y) / 2;
    double sine = sin(w->lat * RADIANS_PER_DEGREE), part = 1 - ELLIPSOID_E2 * sine * sine;
    w->per_lon = ELLIPSOID_A / sqrt(part) * cos(w->lat * RADIANS_PER_DEGREE) * RADIANS_PER_DEGREE;
    w->per_lat = ELLIPSOID_A * (1 - ELLIPSOID_E2) / (part * sqrt(part)) * RADIANS_PER_DEGREE;
    return true;
}

static bool take_line(struct work *w, const struct multiline *lines, size_t at, struct arena *a,
                      struct err *err)
{
    size_t first = lines->first[at], n = lines->first[at + 1] - first;
    struct limit_line *l = &w->lines[at];

    l->xy = arena_alloc(a, n, 2 * sizeof *l->xy);
    l->way = arena_alloc(a, n, sizeof *l->way);
    for (size_t i = 0; i < n; i++) {
        const double *p = lines->xy + 2 * (first + i);
        double x = (p[0] - w->lon) * w->per_lon, y = (p[1] - w->lat) * w->per_lat;
        double step = l->n ? hypot(x - l->xy[2 * l->n - 2], y - l->xy[2 * l->n - 1]) : 0;
        if (l->n > 0 && step < LEAST_MEMBER)
            continue;
        l->xy[2 * l->n] = x;
        l->xy[2 * l->n + 1] = y;
        l->length += step;
        l->way[l->n++] = l->length;
    }
    if (l->n >= 2)
        return true;
    return err_say(err, ERR_BAD_BODY, "lines", "line %1$zu has no length", "第 %1$zu 条线没有长度",
                   at + 1);
}

static bool same_line(const struct limit_line *a, const struct limit_line *b)
{
    bool forward = true, backward = true;

    if (a->n != b->n)
        return false;
    for (size_t i = 0; i < a->n; i++) {
        const double *p = a->xy + 2 * i, *q = b->xy + 2 * i, *r = b->xy + 2 * (b->n - 1 - i);
        forward = forward && hypot(p[0] - q[0], p[1] - q[1]) < LEAST_MEMBER;
        backward = backward && hypot(p[0] - r[0], p[1] - r[1]) < LEAST_MEMBER;
    }
    return forward || backward;
}

static bool find_meets(struct work *w, struct err *err)
{
    for (size_t i = 0; i < w->n; i++) {
        for (size_t k = i + 1; k < w->n; k++) {
            struct meets *m = &w->meets[i][k];
            if (same_line(&w->lines[i], &w->lines[k]))
                return err_say(err, ERR_BAD_BODY, "lines", "lines %1$zu and %2$zu are the same",
                               "第 %1$zu 条线与第 %2$zu 条线相同", i + 1, k + 1);
            m->all = limit_lines_meet(&w->lines[i], &w->lines[k], w->carry, m->list);
            m->n = m->all < LIMIT_MEETS_MOST ? m->all : LIMIT_MEETS_MOST;
        }
    }
    return true;
}

static bool take_lines(struct work *w, const struct multiline *lines, struct arena *a,
                       struct err *err)
{
    if (lines->n_lines < LEAST_LINES || lines->n_lines > LIMIT_LINES_MOST)
        return err_say(err, ERR_BAD_BODY, "lines", "there must be %1$d to %2$d lines, and not %3$u",
                       "须有 %1$d 至 %2$d 条线，现为 %3$u 条", LEAST_LINES, LIMIT_LINES_MOST,
                       lines->n_lines);
    if (lines->n_points > LIMIT_POINTS_MOST)
        return err_say(err, ERR_TOO_LARGE, "lines", "the lines have more than %d vertices",
                       "各线合计超过 %d 个点", LIMIT_POINTS_MOST);
    if (!set_map(w, lines, err))
        return false;
    w->n = lines->n_lines;
    for (size_t i = 0; i < w->n; i++) {
        if (!take_line(w, lines, i, a, err))
            return false;
    }
    return find_meets(w, err);
}

static const struct meets *meets_of(const struct work *w, size_t i, size_t k)
{
    return i < k ? &w->meets[i][k] : &w->meets[k][i];
}

/* Where on line i it meets line k. */
static double way_on(const struct work *w, size_t i, size_t k, size_t by)
{
    return meets_of(w, i, k)->list[by].way[i < k ? 0 : 1];
}

/* Does the line, as it was given, bound the figure between where it comes in and where it goes out?
 */
static bool is_used(const struct work *w, const struct figure *f, size_t at)
{
    size_t line = f->order[at], before = f->order[(at + w->n - 1) % w->n];
    size_t next = f->order[(at + 1) % w->n];
    double in = way_on(w, line, before, f->by[(at + w->n - 1) % w->n]);
    double out = way_on(w, line, next, f->by[at]);
    double from = fmax(0, fmin(in, out)), to = fmin(w->lines[line].length, fmax(in, out));

    return to - from >= LEAST_USED;
}

static void keep_figure(struct work *w)
{
    struct figure f = w->trying;

    if (w->n > 2 && f.order[1] > f.order[w->n - 1])
        return; /* the same the other way round */
    for (size_t at = 0; at < w->n; at++) {
        const struct meets *m = meets_of(w, f.order[at], f.order[(at + 1) % w->n]);
        if (!is_used(w, &f, at))
            return;
        f.carried = fmax(f.carried, m->list[f.by[at]].carried);
    }
    if (w->n_found == MOST_FIGURES)
        w->too_many = true;
    else
        w->found[w->n_found++] = f;
}

static void try_next(struct work *w, size_t at)
{
    size_t line = w->trying.order[at];

    if (++w->steps > MOST_STEPS) {
        w->too_many = true;
        return;
    }
    if (at + 1 == w->n) {
        const struct meets *m = meets_of(w, line, 0);
        for (size_t by = 0; by < m->n && !w->too_many; by++) {
            w->trying.by[at] = (uint8_t)by;
            keep_figure(w);
        }
        return;
    }
    for (size_t next = 1; next < w->n && !w->too_many; next++) {
        const struct meets *m = meets_of(w, line, next);
        if (w->visited[next])
            continue;
        w->visited[next] = true;
        w->trying.order[at + 1] = (uint8_t)next;
        for (size_t by = 0; by < m->n && !w->too_many; by++) {
            w->trying.by[at] = (uint8_t)by;
            try_next(w, at + 1);
        }
        w->visited[next] = false;
    }
}

static int compare_figures(const void *a, const void *b)
{
    const struct figure *left = a, *right = b;

    return (left->carried > right->carried) - (left->carried < right->carried);
}

static void put_point(struct multipolygon *m, double lon, double lat)
{
    m->xy[2 * (size_t)m->n_points] = lon;
    m->xy[2 * (size_t)m->n_points + 1] = lat;
    m->n_points++;
}

/* The line's own vertices between two places on it, in the way's direction. */
static void put_between(const struct work *w, const struct limit_line *l, double in, double out,
                        struct multipolygon *m)
{
    for (size_t i = 0; i < l->n; i++) {
        size_t at = in <= out ? i : l->n - 1 - i;
        double lon, lat, way = l->way[at];
        if (way <= fmin(in, out) + LEAST_MEMBER || way >= fmax(in, out) - LEAST_MEMBER)
            continue;
        to_lonlat(w, l->xy[2 * at], l->xy[2 * at + 1], &lon, &lat);
        put_point(m, lon, lat);
    }
}

static struct multipolygon draw(const struct work *w, const struct figure *f, struct arena *a)
{
    struct multipolygon m = {.rings = arena_alloc(a, 1, sizeof *m.rings), .n_rings = 1};
    size_t room = w->n + 1;

    for (size_t i = 0; i < w->n; i++)
        room += w->lines[i].n;
    m.xy = arena_alloc(a, room, 2 * sizeof *m.xy);
    for (size_t at = 0; at < w->n; at++) {
        size_t last = (at + w->n - 1) % w->n, line = f->order[at], before = f->order[last];
        const struct limit_meet *corner = &meets_of(w, line, before)->list[f->by[last]];
        double lon, lat;
        to_lonlat(w, corner->x, corner->y, &lon, &lat);
        put_point(&m, lon, lat);
        put_between(w, &w->lines[line], way_on(w, line, before, f->by[last]),
                    way_on(w, line, f->order[(at + 1) % w->n], f->by[at]), &m);
    }
    put_point(&m, m.xy[0], m.xy[1]);
    m.rings[0] = (struct ring){0, m.n_points, false};
    multipolygon_measure(&m);
    multipolygon_orient(&m);
    return m;
}

/* The same to within a hair: lines in one straight can be joined at any place of it. */
static bool same_figure(const struct work *w, const struct multipolygon *a,
                        const struct multipolygon *b)
{
    double off = fmax(fabs(a->box.min_x - b->box.min_x), fabs(a->box.max_x - b->box.max_x));
    double off_lat = fmax(fabs(a->box.min_y - b->box.min_y), fabs(a->box.max_y - b->box.max_y));
    double m2 = geodesic_area(a);

    return off * w->per_lon < LEAST_USED && off_lat * w->per_lat < LEAST_USED &&
           fabs(m2 - geodesic_area(b)) <= fmax(0.1, 1e-8 * m2);
}

static bool refuse_ambiguous(const struct work *w, const struct figure *one,
                             const struct figure *other, struct err *err)
{
    for (size_t at = 0; at < w->n; at++) {
        size_t i = one->order[at], k = one->order[(at + 1) % w->n];
        const struct meets *m = meets_of(w, i, k);
        double lon, lat;
        if (m->all < 2 || one->by[at] == other->by[at] || one->order[at] != other->order[at])
            continue;
        to_lonlat(w, m->list[other->by[at]].x, m->list[other->by[at]].y, &lon, &lat);
        return err_say(err, ERR_BAD_BODY, "lines",
                       "the lines can be closed in more than one way: lines %1$zu and %2$zu meet "
                       "in %3$zu places, one of them near %4$.6f, %5$.6f",
                       "各线可有多种闭合方式：第 %1$zu 条线与第 %2$zu 条线有 %3$zu "
                       "处相交，其一在 %4$.6f, %5$.6f 附近",
                       i + 1, k + 1, m->all, lon, lat);
    }
    return err_say(err, ERR_BAD_BODY, "lines",
                   "the lines can be closed in more than one way; cut off what runs past the "
                   "corners",
                   "各线可有多种闭合方式；请截去越过拐角的部分");
}

/* A way round with gaps in it: how far lines that follow each other are apart. */
struct bridging {
    double apart[LIMIT_LINES_MOST][LIMIT_LINES_MOST]; /* 0: they meet */
    uint8_t best[LIMIT_LINES_MOST];
    double cost;
};

/* One gap less counts for more than any distance. */
static double bridge_cost(const struct bridging *b, size_t i, size_t k)
{
    return b->apart[i][k] > 0 ? 1e7 + b->apart[i][k] : 0;
}

static void try_bridging(struct work *w, struct bridging *b, size_t at, double cost)
{
    size_t line = w->trying.order[at];

    if (cost >= b->cost || ++w->steps > MOST_STEPS)
        return;
    if (at + 1 == w->n) {
        cost += bridge_cost(b, line, 0);
        if (cost < b->cost) {
            b->cost = cost;
            memcpy(b->best, w->trying.order, sizeof b->best);
        }
        return;
    }
    for (size_t next = 1; next < w->n; next++) {
        if (w->visited[next])
            continue;
        w->visited[next] = true;
        w->trying.order[at + 1] = (uint8_t)next;
        try_bridging(w, b, at + 1, cost + bridge_cost(b, line, next));
        w->visited[next] = false;
    }
}

/* The gap is the widest that would have to be bridged on the way round that has the fewest. */
static bool refuse_open(struct work *w, struct arena *a, struct err *err)
{
    struct bridging *b = arena_alloc(a, 1, sizeof *b);
    double gap = 0, ends[4], from[2], to[2];
    size_t one = 0, other = 0;

    for (size_t i = 0; i < w->n; i++) {
        for (size_t k = i + 1; k < w->n; k++)
            b->apart[i][k] = b->apart[k][i] =
                meets_of(w, i, k)->n > 0 ? 0 : limit_lines_apart(&w->lines[i], &w->lines[k], ends);
    }
    b->cost = INFINITY;
    w->steps = 0;
    w->trying.order[0] = 0;
    try_bridging(w, b, 0, 0);
    for (size_t at = 0; at < w->n; at++) {
        size_t i = b->best[at], k = b->best[(at + 1) % w->n];
        if (b->apart[i][k] > gap) {
            gap = b->apart[i][k];
            one = i < k ? i : k;
            other = i < k ? k : i;
        }
    }
    if (!(gap > 0))
        return err_say(err, ERR_BAD_BODY, "lines",
                       "the lines meet, but there is no figure that all of them bound",
                       "各线虽相交，但不能共同围成一个图形");
    limit_lines_apart(&w->lines[one], &w->lines[other], ends);
    to_lonlat(w, ends[0], ends[1], &from[0], &from[1]);
    to_lonlat(w, ends[2], ends[3], &to[0], &to[1]);
    return err_say(err, ERR_BAD_BODY, "lines",
                   "the figure stays open: between lines %1$zu and %2$zu there is a gap of %3$.1f "
                   "metres near %4$.6f, %5$.6f, and they do not meet when carried on by %6$.0f "
                   "metres",
                   "图形未闭合：第 %1$zu 条线与第 %2$zu 条线在 %4$.6f, %5$.6f 附近相距 %3$.1f "
                   "米，各延长 %6$.0f 米仍不相交",
                   one + 1, other + 1, geodesic_distance(from[0], from[1], to[0], to[1]),
                   (from[0] + to[0]) / 2, (from[1] + to[1]) / 2, w->carry);
}

static bool choose(struct geos *g, struct work *w, struct arena *a, struct multipolygon *out,
                   struct err *err)
{
    const struct figure *best = NULL;

    qsort(w->found, w->n_found, sizeof *w->found, compare_figures);
    for (size_t i = 0; i < w->n_found; i++) {
        const struct figure *f = &w->found[i];
        if (best && f->carried > fmax(ABOUT_METRES, ABOUT_TIMES * best->carried))
            break;
        struct multipolygon m = draw(w, f, a);
        struct err why = {0};
        if (geodesic_area(&m) < 1 || !shape_is_valid(g, &m, &why))
            continue;
        if (!best) {
            best = f;
            *out = m;
        } else if (!same_figure(w, out, &m)) {
            return refuse_ambiguous(w, best, f, err);
        }
    }
    return best || refuse_open(w, a, err);
}

bool limit_lines_close(struct geos *g, const struct multiline *lines,
                       const struct limit_lines_options *o, struct arena *a,
                       struct multipolygon *out, struct err *err)
{
    struct arena *scratch = arena_new();
    struct work *w = arena_alloc(scratch, 1, sizeof *w);
    struct multipolygon figure;
    bool ok = false;

    w->carry = o && o->extend_metres > 0 ? o->extend_metres : USUAL_CARRY;
    w->found = arena_alloc(scratch, MOST_FIGURES, sizeof *w->found);
    if (!take_lines(w, lines, scratch, err))
        goto done;
    w->visited[0] = true;
    try_next(w, 0);
    if (w->too_many) {
        err_say(err, ERR_BAD_BODY, "lines",
                "the lines cross each other in too many places to tell which figure is meant",
                "各线相交处过多，无法判定所围图形");
        goto done;
    }
    if (choose(g, w, scratch, &figure, err)) {
        *out = multipolygon_copy(a, &figure);
        ok = true;
    }

done:
    arena_free(scratch);
    return ok;
}
