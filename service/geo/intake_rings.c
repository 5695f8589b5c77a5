/* intake_rings.c - what rings have to do with each other, and from rings to one valid shape.
 *
 * The faults that people make most are looked for here, because GEOS calls all of them a
 * self-intersection: a ring without an area, a spike, a ring that stands twice. */
#include "geo/intake_draft.h"

#include "geo/bands.h"
#include "geo/ellipsoid.h"
#include "geo/intricacy.h"
#include "geo/predicate.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double LEAST_RING_M2 = 1;
static const double MOST_NESTING_WORK = 5e8; /* rings times vertices */

/* One ring on its own, borrowed from the draft. */
struct lone {
    struct ring ring;
    struct multipolygon shape;
    double turn; /* twice the signed area, square degrees */
};

struct family {
    struct lone *rings;
    size_t n, *shell_of; /* index of the shell; its own for a shell */
    bool *hole;
};

static double ring_turn(const double *xy, size_t n)
{
    double sum = 0;

    for (size_t i = 1; i + 1 < n; i++) {
        const double *a = xy + 2 * i, *b = a + 2;
        sum += (a[0] - xy[0]) * (b[1] - xy[1]) - (a[1] - xy[1]) * (b[0] - xy[0]);
    }
    return sum;
}

static struct lone *lone_rings(const struct draft *d, struct arena *a)
{
    struct lone *list = arena_alloc(a, d->n_rings, sizeof *list);

    for (size_t i = 0; i < d->n_rings; i++) {
        const struct draft_ring *r = &d->rings[i];
        list[i].ring = (struct ring){0, r->n_points, false};
        list[i].shape = (struct multipolygon){.xy = d->xy + 2 * (size_t)r->first,
                                              .rings = &list[i].ring,
                                              .n_points = r->n_points,
                                              .n_rings = 1};
        multipolygon_measure(&list[i].shape);
        list[i].turn = ring_turn(list[i].shape.xy, r->n_points);
    }
    return list;
}

/* Goes out to b and comes back along the same line. */
static bool is_spike(const double a[2], const double b[2], const double c[2])
{
    double along = (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1]);

    return along < 0 && orient_sign(a, b, c[0], c[1]) == 0;
}

static bool check_ring(const struct draft *d, size_t i, const struct lone *l, struct err *err)
{
    const double *xy = l->shape.xy;
    size_t n = l->ring.n_points - 1;
    double metres_per_degree = ELLIPSOID_A * RADIANS_PER_DEGREE;
    double m2 = fabs(l->turn) / 2 * metres_per_degree * metres_per_degree *
                cos((l->shape.box.min_y + l->shape.box.max_y) / 2 * RADIANS_PER_DEGREE);

    if (!(m2 >= LEAST_RING_M2)) {
        /* A bow tie of equal wings comes out at nothing as well: let that be called by its name. */
        bool flat = true;
        for (size_t k = 2; k < n && flat; k++)
            flat = orient_sign(xy, xy + 2, xy[2 * k], xy[2 * k + 1]) == 0;
        double width = (l->shape.box.max_x - l->shape.box.min_x) * metres_per_degree;
        double height = (l->shape.box.max_y - l->shape.box.min_y) * metres_per_degree;
        if (flat || width * height < 100 * LEAST_RING_M2)
            return intake_refuse(&d->rings[i].place, err,
                                 "the ring encloses no area (less than one square metre)",
                                 "环的面积为零（不足一平方米）");
    }
    for (size_t k = 0; k < n; k++) {
        const double *before = xy + 2 * (k == 0 ? n - 1 : k - 1), *at = xy + 2 * k;
        if (is_spike(before, at, at + 2)) {
            char where[INTAKE_PLACE], where_zh[INTAKE_PLACE];
            intake_place_text(&d->rings[i].place, true, where);
            intake_place_text(&d->rings[i].place, false, where_zh);
            return err_say(err, ERR_BAD_BODY, "shape",
                           "%1$s: a spike: the border runs to %3$.6f, %4$.6f and back on itself"
                           "%2$.0s",
                           "%2$s：边界走到 %3$.6f, %4$.6f 后原路折返（尖刺）%1$.0s", where,
                           where_zh, at[0], at[1]);
        }
    }
    return true;
}

static int compare_numbers(const double *a, const double *b, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    }
    return 0;
}

static int compare_points(const void *a, const void *b)
{
    return compare_numbers(a, b, 2);
}

static int compare_box(const struct box *a, const struct box *b)
{
    const double left[] = {a->min_x, a->min_y, a->max_x, a->max_y};
    const double right[] = {b->min_x, b->min_y, b->max_x, b->max_y};

    return compare_numbers(left, right, 4);
}

static bool same_ring(const struct lone *a, const struct lone *b, struct arena *scratch)
{
    size_t n = a->ring.n_points - 1, size = 2 * sizeof(double);

    if (a->ring.n_points != b->ring.n_points || compare_box(&a->shape.box, &b->shape.box) != 0)
        return false;
    double *left = arena_alloc(scratch, n, size), *right = arena_alloc(scratch, n, size);
    memcpy(left, a->shape.xy, n * size);
    memcpy(right, b->shape.xy, n * size);
    qsort(left, n, size, compare_points);
    qsort(right, n, size, compare_points);
    return compare_numbers(left, right, 2 * n) == 0;
}

struct by_corner {
    const struct lone *lone;
    size_t at;
};

/* Rings that are the same stand side by side when sorted by box and count. */
static int compare_boxes(const void *a, const void *b)
{
    const struct lone *left = ((const struct by_corner *)a)->lone;
    const struct lone *right = ((const struct by_corner *)b)->lone;
    int order = compare_box(&left->shape.box, &right->shape.box);

    if (order == 0)
        order = (left->ring.n_points > right->ring.n_points) -
                (left->ring.n_points < right->ring.n_points);
    return order;
}

static bool check_twice(const struct draft *d, const struct lone *list, struct err *err)
{
    struct arena *scratch = arena_new();
    struct by_corner *order = arena_alloc(scratch, d->n_rings, sizeof *order);
    bool ok = true;

    for (size_t i = 0; i < d->n_rings; i++)
        order[i] = (struct by_corner){&list[i], i};
    qsort(order, d->n_rings, sizeof *order, compare_boxes);
    for (size_t i = 1; i < d->n_rings && ok; i++) {
        if (same_ring(order[i - 1].lone, order[i].lone, scratch)) {
            size_t second = order[i].at > order[i - 1].at ? order[i].at : order[i - 1].at;
            ok = intake_refuse(&d->rings[second].place, err,
                               "the ring stands there twice: another ring has the same vertices",
                               "环重复：另有一个环的顶点与之相同");
        }
    }
    arena_free(scratch);
    return ok;
}

static bool box_within(const struct box *in, const struct box *out)
{
    return in->min_x >= out->min_x && in->max_x <= out->max_x && in->min_y >= out->min_y &&
           in->max_y <= out->max_y;
}

/* By the first vertex that is not on the other's border; where there is none, they are taken to be
 * one in the other, and the check for soundness has the last word. */
static bool ring_within(const struct lone *in, const struct bands *bands, size_t out)
{
    for (uint32_t k = 0; k + 1 < in->ring.n_points; k++) {
        const double *p = in->shape.xy + 2 * (size_t)k;
        bool on_edge, covered = bands_cover(bands, out, p[0], p[1], &on_edge);
        if (!on_edge)
            return covered;
    }
    return true;
}

/* A ring in an odd number of others is a hole, of the smallest of them. */
static void nest(struct family *f, const struct bands *bands)
{
    for (size_t i = 0; i < f->n; i++) {
        size_t depth = 0, closest = i;
        for (size_t j = 0; j < f->n; j++) {
            const struct lone *in = &f->rings[i], *out = &f->rings[j];
            if (i == j || !box_within(&in->shape.box, &out->shape.box) ||
                fabs(in->turn) > fabs(out->turn) || !ring_within(in, bands, j))
                continue;
            depth++;
            if (closest == i || fabs(out->turn) < fabs(f->rings[closest].turn))
                closest = j;
        }
        f->hole[i] = depth % 2 == 1;
        f->shell_of[i] = f->hole[i] ? closest : i;
    }
}

static void nest_all(struct family *f, struct arena *scratch)
{
    const struct multipolygon **shapes = arena_alloc(scratch, f->n, sizeof(void *));

    for (size_t i = 0; i < f->n; i++)
        shapes[i] = &f->rings[i].shape;
    struct bands *bands = bands_new(shapes, f->n);
    nest(f, bands);
    bands_free(bands);
}

/* All shells one way round and all holes the other; which way is not asked. */
static bool check_turns(const struct draft *d, const struct family *f, struct err *err)
{
    bool shells_left = (f->rings[0].turn > 0) != f->hole[0];

    for (size_t i = 1; i < f->n; i++) {
        if (((f->rings[i].turn > 0) != f->hole[i]) == shells_left)
            continue;
        return f->hole[i]
                   ? intake_refuse(&d->rings[i].place, err,
                                   "the ring lies inside another and runs in the direction of an "
                                   "outer ring; is it a hole or not?",
                                   "该环位于另一环之内，方向却是外环方向；无法判定是否为孔洞")
                   : intake_refuse(&d->rings[i].place, err,
                                   "the ring runs in the direction of a hole and lies in no other "
                                   "ring",
                                   "该环方向为孔洞方向，却不在任何环之内");
    }
    return true;
}

static bool settle_roles(const struct draft *d, struct family *f, struct arena *scratch,
                         struct err *err)
{
    enum ring_role role = d->rings[0].role;

    if (role == RING_BY_NESTING || role == RING_BY_TURN) {
        nest_all(f, scratch);
        return role == RING_BY_NESTING || check_turns(d, f, err);
    }
    for (size_t i = 0, shell = 0; i < f->n; i++) {
        f->hole[i] = d->rings[i].role == RING_HOLE;
        shell = f->hole[i] ? shell : i;
        f->shell_of[i] = shell;
    }
    return true;
}

static void take_ring(const struct family *f, size_t i, struct multipolygon *m)
{
    const struct lone *l = &f->rings[i];

    memcpy(m->xy + 2 * (size_t)m->n_points, l->shape.xy,
           2 * sizeof *m->xy * (size_t)l->ring.n_points);
    m->rings[m->n_rings++] = (struct ring){m->n_points, l->ring.n_points, f->hole[i]};
    m->n_points += l->ring.n_points;
}

static int compare_shells(const void *a, const void *b)
{
    const size_t *left = a, *right = b;
    int order = (left[0] > right[0]) - (left[0] < right[0]);

    if (order == 0)
        order = (left[1] > right[1]) - (left[1] < right[1]);
    return order;
}

/* Each shell with its holes behind it, otherwise in the order they came. */
static struct multipolygon assemble(const struct draft *d, const struct family *f, struct arena *a,
                                    struct arena *scratch)
{
    struct multipolygon m = {.xy = arena_alloc(a, d->n_points, 2 * sizeof *m.xy),
                             .rings = arena_alloc(a, f->n, sizeof *m.rings)};
    size_t(*order)[3] = arena_alloc(scratch, f->n, sizeof *order);

    for (size_t i = 0; i < f->n; i++) {
        order[i][0] = f->shell_of[i];
        order[i][1] = f->hole[i] ? i + 1 : 0;
        order[i][2] = i;
    }
    qsort(order, f->n, sizeof *order, compare_shells);
    for (size_t i = 0; i < f->n; i++)
        take_ring(f, order[i][2], &m);
    multipolygon_orient(&m);
    multipolygon_measure(&m);
    return m;
}

bool intake_draft_shape(struct geos *g, struct draft *d, struct arena *a, struct multipolygon *out,
                        struct err *err)
{
    struct arena *scratch = arena_new();
    struct family f = {.n = d->n_rings};
    struct err why = {0};
    bool ok = false;

    assert(!d->open);
    if (d->n_rings == 0) {
        err_say(err, ERR_BAD_BODY, "shape", "there is no area in it: the shape is empty",
                "其中没有面：图形为空");
        goto done;
    }
    f.rings = lone_rings(d, scratch);
    f.hole = arena_alloc(scratch, f.n, sizeof *f.hole);
    f.shell_of = arena_alloc(scratch, f.n, sizeof *f.shell_of);
    for (size_t i = 0; i < f.n; i++) {
        if (!check_ring(d, i, &f.rings[i], err))
            goto done;
    }
    if ((double)f.n * (double)d->n_points > MOST_NESTING_WORK) {
        err_say(err, ERR_TOO_LARGE, "shape",
                "the shape has too many rings for so many vertices; divide it",
                "图形的环与顶点过多，请拆分");
        goto done;
    }
    if (!check_twice(d, f.rings, err) || !settle_roles(d, &f, scratch, err))
        goto done;
    struct multipolygon m = assemble(d, &f, a, scratch);
    const struct multipolygon *whole = &m;
    if (!intricacy_bounded(&whole, 1, NULL, err))
        goto done;
    if (!shape_is_valid(g, &m, &why)) {
        err_say(err, why.kind, "shape", "%1$s%3$s%2$.0s%4$.0s", "%2$s%4$s%1$.0s%3$.0s", why.text,
                why.zh,
                d->n_areas > 1 ? "; several areas in one shape must not overlap or share a side"
                               : "",
                d->n_areas > 1 ? "；同一图形中的多个面不得重叠或共边" : "");
        goto done;
    }
    *out = m;
    ok = true;

done:
    arena_free(scratch);
    return ok;
}
