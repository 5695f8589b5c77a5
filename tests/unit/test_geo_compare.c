/* test_geo_compare.c - one shape against another, in areas and metres that are known; and work that
 * would never end is refused. */
#include "base/mem.h"
#include "geo/compare.h"
#include "geo/crs.h"
#include "geo/geodesic.h"
#include "geo/intricacy.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

/* Units of a thousandth of a degree about 121 E 31 N. */
static double lon_of(double x)
{
    return 121 + x / 1000;
}

static double lat_of(double y)
{
    return 31 + y / 1000;
}

enum { MOST = 12 };

struct drawing {
    double xy[2 * MOST]; /* in units */
    uint32_t n_points;
    uint32_t rings[3]; /* points of each */
    bool holes[3];
    uint32_t n_rings;
};

#define BOX(w, s, e, n)                                                                            \
    {                                                                                              \
        .xy = {w, s, e, s, e, n, w, n, w, s}, .n_points = 5, .rings = {5}, .n_rings = 1            \
    }
#define BOX_WITH_HOLE(w, s, e, n, hw, hs, he, hn)                                                  \
    {                                                                                              \
        .xy = {w, s, e, s, e, n, w, n, w, s, hw, hs, hw, hn, he, hn, he, hs, hw, hs},              \
        .n_points = 10, .rings = {5, 5}, .holes = {false, true}, .n_rings = 2                      \
    }
#define NONE                                                                                       \
    {                                                                                              \
        .n_rings = 0                                                                               \
    }

static struct multipolygon shape_of(const struct drawing *d, struct arena *a)
{
    struct multipolygon m = {.xy = arena_alloc(a, d->n_points, 2 * sizeof(double)),
                             .rings = arena_alloc(a, d->n_rings, sizeof(struct ring)),
                             .n_points = d->n_points,
                             .n_rings = d->n_rings};
    uint32_t first = 0;

    for (size_t i = 0; i < d->n_points; i++) {
        m.xy[2 * i] = lon_of(d->xy[2 * i]);
        m.xy[2 * i + 1] = lat_of(d->xy[2 * i + 1]);
    }
    for (size_t i = 0; i < d->n_rings; i++) {
        m.rings[i] = (struct ring){first, d->rings[i], d->holes[i]};
        first += d->rings[i];
    }
    multipolygon_measure(&m);
    return m;
}

/* Shares and overlaps are told in parts of the first shape's area, near enough for boxes. */
static const struct pair_row {
    const char *what;
    struct drawing a, b;
    double outside, overlap; /* parts of a's area */
    double apart;            /* units of longitude or latitude; negative: of latitude */
} pairs[] = {
    {"the same", BOX(0, 0, 10, 10), BOX(0, 0, 10, 10), 0, 1, 0},
    {"inside", BOX(2, 2, 4, 4), BOX(0, 0, 10, 10), 0, 1, 0},
    {"inside, along the border", BOX(0, 0, 4, 10), BOX(0, 0, 10, 10), 0, 1, 0},
    {"around", BOX(0, 0, 10, 10), BOX(0, 0, 5, 5), 0.75, 0.25, 0},
    {"half across", BOX(0, 0, 10, 10), BOX(5, -5, 25, 25), 0.5, 0.5, 0},
    {"a side shared", BOX(0, 0, 10, 10), BOX(10, 0, 20, 10), 1, 0, 0},
    {"a corner shared", BOX(0, 0, 10, 10), BOX(10, 10, 20, 20), 1, 0, 0},
    {"apart to the east", BOX(0, 0, 10, 10), BOX(14, 0, 20, 10), 1, 0, 4},
    {"apart to the north", BOX(0, 0, 10, 10), BOX(0, 13, 20, 20), 1, 0, -3},
    {"in the hole", BOX(4, 4, 6, 6), BOX_WITH_HOLE(0, 0, 10, 10, 3, 3, 7, 7), 1, 0, 1},
    {"over the hole", BOX(2, 2, 8, 8), BOX_WITH_HOLE(0, 0, 10, 10, 3, 3, 7, 7), 16.0 / 36,
     20.0 / 36, 0},
    {"with a hole that is filled", BOX_WITH_HOLE(0, 0, 10, 10, 3, 3, 7, 7), BOX(-5, -5, 20, 20), 0,
     1, 0},
    {"nothing on the other side", BOX(0, 0, 10, 10), NONE, 1, 0, INFINITY},
    {"nothing on this side", NONE, BOX(0, 0, 10, 10), 0, 0, INFINITY},
};

static void shapes_are_compared(void **state)
{
    struct geos *g = geos_new();

    (void)state;
    for (size_t i = 0; i < COUNT(pairs); i++) {
        struct arena *arena = arena_new();
        struct multipolygon a = shape_of(&pairs[i].a, arena), b = shape_of(&pairs[i].b, arena), out;
        double share, m2, metres, whole = geodesic_area(&a), want;
        struct err err = {0};

        assert_true(shape_outside(g, &a, &b, arena, &out, &share, &err));
        if (fabs(share - pairs[i].outside) > 1e-3 || (share == 0) != (out.n_rings == 0) ||
            (out.n_rings > 0 && !shape_is_valid(g, &out, &err)))
            fail_msg("%s: %.6f outside, %u rings %s", pairs[i].what, share, out.n_rings, err.text);
        assert_true(shape_overlap(g, &a, &b, arena, &out, &m2, &err));
        if (fabs(m2 - pairs[i].overlap * whole) > 1e-3 * whole || (m2 == 0) != (out.n_rings == 0))
            fail_msg("%s: %.1f m2 of %.1f shared, %u rings", pairs[i].what, m2, whole, out.n_rings);
        assert_true(shape_distance(g, &a, &b, &metres, &err));
        want = pairs[i].apart < 0
                   ? geodesic_distance(121, 31, 121, lat_of(-pairs[i].apart))
                   : geodesic_distance(121, lat_of(10), lon_of(pairs[i].apart), lat_of(10));
        if (isinf(pairs[i].apart) ? !isinf(metres) : fabs(metres - want) > 0.05)
            fail_msg("%s: %.3f m apart, want %.3f", pairs[i].what, metres, want);
        arena_free(arena);
    }
    geos_free(g);
}

static void parts_are_joined_for_display(void **state)
{
    static const struct {
        const char *what;
        struct drawing parts[3];
        size_t n;
        uint32_t rings;
        double times; /* the area of the first */
    } rows[] = {
        {"none", {NONE}, 0, 0, 0},
        {"nothing in it", {NONE, NONE}, 2, 0, 0},
        {"one", {BOX(0, 0, 10, 10)}, 1, 1, 1},
        {"side by side", {BOX(0, 0, 10, 10), BOX(10, 0, 20, 10)}, 2, 1, 2},
        {"over each other", {BOX(0, 0, 10, 10), BOX(5, 0, 15, 10)}, 2, 1, 1.5},
        {"apart", {BOX(0, 0, 10, 10), NONE, BOX(30, 0, 40, 10)}, 3, 2, 2},
        {"filling a hole",
         {BOX_WITH_HOLE(0, 0, 10, 10, 3, 3, 7, 7), BOX(2, 2, 8, 8)},
         2,
         1,
         100.0 / 84},
    };
    struct geos *g = geos_new();

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena *arena = arena_new();
        struct multipolygon parts[3], out;
        const struct multipolygon *list[3];
        struct err err = {0};

        for (size_t k = 0; k < 3; k++) {
            parts[k] = shape_of(&rows[i].parts[k], arena);
            list[k] = &parts[k];
        }
        assert_true(shape_union(g, list, rows[i].n, arena, &out, &err));
        double want = rows[i].times * (rows[i].n ? geodesic_area(&parts[0]) : 0);
        if (out.n_rings != rows[i].rings || fabs(geodesic_area(&out) - want) > 1e-3 * want)
            fail_msg("%s: %u rings, %.1f m2, want %.1f", rows[i].what, out.n_rings,
                     geodesic_area(&out), want);
        arena_free(arena);
    }
    geos_free(g);
}

static void limits_are_measured_along_meridian_and_parallel(void **state)
{
    const struct drawing d = {
        .xy = {0, 0, 10, 5, 0, 10, -10, 5, 0, 0}, .n_points = 5, .rings = {5}, .n_rings = 1};
    struct arena *arena = arena_new();
    struct multipolygon m = shape_of(&d, arena);
    double extremes[4];

    (void)state;
    shape_extremes(&m, extremes);
    assert_true(extremes[0] == lon_of(10) && extremes[1] == lat_of(0) &&
                extremes[2] == lon_of(-10) && extremes[3] == lat_of(10));
    /* 95,5 metres a unit along the parallel of 31.005 N, 110,9 along the meridian */
    assert_float_equal(extreme_off_metres(&m, 0, lon_of(11)), 95.503, 0.01);
    assert_float_equal(extreme_off_metres(&m, 0, lon_of(9)), 95.503, 0.01);
    assert_float_equal(extreme_off_metres(&m, 1, lat_of(-2)), 221.73, 0.02);
    assert_float_equal(extreme_off_metres(&m, 2, lon_of(-10)), 0, 1e-9);
    assert_float_equal(extreme_off_metres(&m, 3, lat_of(10)), 0, 1e-9);
    assert_true(isnan(extreme_off_metres(&m, 3, NAN)));
    arena_free(arena);
}

static void given_limits_bear_witness_to_the_datum(void **state)
{
    static const struct {
        const char *what;
        bool shifted;
        double off[4]; /* metres that the given limits are off; NAN: not given */
        bool suspect;
    } rows[] = {
        {"as it is, limits right", false, {0, 0, 0, 0}, false},
        {"as it is, limits 30 m off", false, {30, -30, 30, -30}, false},
        {"shifted, limits right", true, {0, 0, 0, 0}, true},
        {"shifted, limits 30 m off", true, {-30, 30, 20, 20}, true},
        {"shifted, one limit to each axis", true, {0, 0, NAN, NAN}, true},
        {"shifted, one limit alone", true, {0, NAN, NAN, NAN}, false},
        {"shifted, one limit wrong", true, {0, 0, 0, 900}, false},
        {"shifted, no limits", true, {NAN, NAN, NAN, NAN}, false},
    };
    const struct drawing d = BOX(0, 0, 20, 20);

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena *arena = arena_new();
        struct multipolygon m = shape_of(&d, arena);
        struct datum_guess guess = {.suspect = false};
        double given[4];

        shape_extremes(&m, given);
        for (int side = 0; side < 4; side++)
            given[side] += rows[i].off[side] / 100000;
        for (size_t k = 0; rows[i].shifted && k < m.n_points; k++)
            datum_from_cgcs2000(DATUM_GCJ02, &m.xy[2 * k], &m.xy[2 * k + 1]);
        multipolygon_measure(&m);
        datum_guard_limits(&m, given, &guess);
        if (guess.suspect != rows[i].suspect)
            fail_msg("%s: %d", rows[i].what, guess.suspect);
        arena_free(arena);
    }
}

/* A comb of n slanted teeth; sense turns it, so that two lie across each other. */
static struct multipolygon comb(struct arena *a, uint32_t n, int sense, double lon)
{
    struct multipolygon m = {.xy = arena_alloc(a, 4 * (size_t)n + 2, 2 * sizeof(double)),
                             .rings = arena_alloc(a, 1, sizeof(struct ring)),
                             .n_rings = 1};

    /* Up and down along slanted teeth, and back below them. */
    for (uint32_t i = 0; i < n; i++) {
        double x = lon + 0.1 * i / n;
        m.xy[2 * (size_t)m.n_points] = x;
        m.xy[2 * (size_t)m.n_points++ + 1] = 31;
        m.xy[2 * (size_t)m.n_points] = x + sense * 0.1;
        m.xy[2 * (size_t)m.n_points++ + 1] = 31.1 + 0.00001 * (i % 2);
    }
    m.xy[2 * (size_t)m.n_points] = lon + 0.1;
    m.xy[2 * (size_t)m.n_points++ + 1] = 30.99;
    m.xy[2 * (size_t)m.n_points] = lon;
    m.xy[2 * (size_t)m.n_points++ + 1] = 30.99;
    m.xy[2 * (size_t)m.n_points] = m.xy[0];
    m.xy[2 * (size_t)m.n_points++ + 1] = m.xy[1];
    m.rings[0] = (struct ring){0, m.n_points, false};
    multipolygon_measure(&m);
    return m;
}

static double seconds_since(clock_t began)
{
    return (double)(clock() - began) / CLOCKS_PER_SEC;
}

static void combs_across_each_other_are_refused_at_once(void **state)
{
    struct arena *arena = arena_new();
    struct geos *g = geos_new();
    struct multipolygon a = comb(arena, 20000, 1, 121), b = comb(arena, 20000, -1, 121.1), out;
    const struct multipolygon *both[] = {&a, &b};
    double number;

    (void)state;
    clock_t began = clock();
    struct err errs[5] = {{0}};
    assert_false(shape_outside(g, &a, &b, arena, &out, &number, &errs[0]));
    assert_false(shape_overlap(g, &a, &b, arena, &out, &number, &errs[1]));
    assert_false(shape_distance(g, &a, &b, &number, &errs[2]));
    assert_false(shape_union(g, both, 2, arena, &out, &errs[3]));
    struct datum_guess guess;
    assert_false(datum_guard(g, &a, &b, &guess, &errs[4]));
    for (size_t i = 0; i < COUNT(errs); i++) {
        assert_int_equal(errs[i].kind, ERR_TOO_LARGE);
        assert_non_null(strstr(errs[i].text, "too intricate"));
    }
    if (seconds_since(began) > 4)
        fail_msg("%.1f s", seconds_since(began));
    geos_free(g);
    arena_free(arena);
}

/* Pairs counted one by one, for boxes of single edges. */
static void pairs_are_never_fewer_than_there_are(void **state)
{
    enum { N = 400 };
    double xy[2 * (N + 1)];
    struct ring ring = {0, N + 1, false};
    struct multipolygon m = {.xy = xy, .rings = &ring, .n_points = N + 1, .n_rings = 1};
    const struct multipolygon *one = &m;
    uint64_t seed = 99;
    double all = 0;

    (void)state;
    for (size_t i = 0; i < 2 * N; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        /* zigzag, so that every run is one edge */
        xy[i] = (i % 2 ? 31 : 121) + (double)(seed >> 40) / 16777216.0 + (double)(i / 2 % 2);
    }
    xy[2 * (size_t)N] = xy[0];
    xy[2 * (size_t)N + 1] = xy[1];
    multipolygon_measure(&m);
    for (size_t i = 0; i < N; i++) {
        for (size_t k = i + 1; k < N; k++) {
            struct box a = BOX_EMPTY, b = BOX_EMPTY;
            box_add_point(&a, xy[2 * i], xy[2 * i + 1]);
            box_add_point(&a, xy[2 * i + 2], xy[2 * i + 3]);
            box_add_point(&b, xy[2 * k], xy[2 * k + 1]);
            box_add_point(&b, xy[2 * k + 2], xy[2 * k + 3]);
            all += boxes_meet(&a, &b);
        }
    }
    double counted = intricacy_pairs(&one, 1, NULL);
    if (counted < all || counted > 1.01 * all)
        fail_msg("%.0f pairs counted, %.0f there are", counted, all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shapes_are_compared),
        cmocka_unit_test(parts_are_joined_for_display),
        cmocka_unit_test(limits_are_measured_along_meridian_and_parallel),
        cmocka_unit_test(given_limits_bear_witness_to_the_datum),
        cmocka_unit_test(combs_across_each_other_are_refused_at_once),
        cmocka_unit_test(pairs_are_never_fewer_than_there_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
