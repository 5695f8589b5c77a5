/* test_geo_valid.c - GEOS's verdicts reach the sender with reason and place; our own sources are
 * mended. */
#include "base/mem.h"
#include "geo/geodesic.h"
#include "geo/valid.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MAX_POINTS = 12 };

static const struct shape_row {
    double xy[2 * MAX_POINTS];
    struct ring rings[2];
    uint32_t n_points, n_rings;
    const char *says, *zh; /* NULL: valid */
    size_t mended_rings;
} rows[] = {
    {{0, 0, 4, 0, 4, 4, 0, 0}, {{0, 4, false}}, 4, 1, NULL, NULL, 1},
    {{0, 0, 0, 4, 4, 4, 0, 0}, {{0, 4, false}}, 4, 1, NULL, NULL, 1}, /* clockwise is no fault */
    {{0, 0, 9, 0, 9, 9, 0, 0, 6, 1, 7, 2, 7, 1, 6, 1},
     {{0, 4, false}, {4, 4, true}},
     8,
     2,
     NULL,
     NULL,
     2},
    /* a bow tie */
    {{0, 0, 4, 4, 4, 0, 0, 4, 0, 0},
     {{0, 5, false}},
     5,
     1,
     "Self-intersection near 2.000000, 2.000000",
     "在 2.000000, 2.000000 附近边自相交",
     2},
    /* a ring that touches itself at 2 2 */
    {{0, 0, 4, 0, 2, 2, 4, 4, 0, 4, 2, 2, 0, 0},
     {{0, 7, false}},
     7,
     1,
     "Ring Self-intersection near 2.000000, 2.000000",
     "环自相交",
     2},
    {{0, 0, 4, 0, 4, 4, 0, 0, 20, 1, 21, 2, 21, 1, 20, 1},
     {{0, 4, false}, {4, 4, true}},
     8,
     2,
     "Hole lies outside shell",
     "孔洞在外环之外",
     2},
    {{0, 0, 9, 0, 9, 9, 0, 0, 6, 1, 7, 2, 7, 1, 6, 1},
     {{0, 4, false}, {4, 4, false}},
     8,
     2,
     "Nested shells",
     "外环相互嵌套",
     2},
    {{0, 0, 4, 0, 4, 4, 0, 0, 0, 0, 4, 0, 4, 4, 0, 0},
     {{0, 4, false}, {4, 4, false}},
     8,
     2,
     "Self-intersection",
     "自相交",
     1},
    /* no area at all */
    {{1, 1, 2, 2, 3, 3, 1, 1}, {{0, 4, false}}, 4, 1, "Self-intersection", "自相交", 0},
};

static struct multipolygon row_shape(const struct shape_row *row, double *xy, struct ring *rings)
{
    memcpy(xy, row->xy, sizeof row->xy);
    memcpy(rings, row->rings, sizeof row->rings);
    struct multipolygon m = {
        .xy = xy, .rings = rings, .n_points = row->n_points, .n_rings = row->n_rings};
    multipolygon_measure(&m);
    return m;
}

static void the_reason_and_the_place_are_told(void **state)
{
    struct geos *g = geos_new();

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        double xy[2 * MAX_POINTS];
        struct ring rings[2];
        struct multipolygon m = row_shape(&rows[i], xy, rings);
        struct err err = {0};

        bool valid = shape_is_valid(g, &m, &err);
        if (valid != (rows[i].says == NULL))
            fail_msg("row %zu: %d %s", i, valid, err.text);
        if (!rows[i].says)
            continue;
        assert_int_equal(err.kind, ERR_BAD_BODY);
        if (!strstr(err.text, rows[i].says) || !strstr(err.zh, rows[i].zh))
            fail_msg("row %zu: %s / %s", i, err.text, err.zh);
    }
    geos_free(g);
}

static void mending_leaves_a_valid_shape(void **state)
{
    struct geos *g = geos_new();

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena *arena = arena_new();
        double xy[2 * MAX_POINTS];
        struct ring rings[2];
        struct multipolygon m = row_shape(&rows[i], xy, rings), mended;
        struct err err = {0};

        bool ok = shape_mend(g, &m, arena, &mended, &err);
        if (ok != (rows[i].mended_rings > 0))
            fail_msg("row %zu: %s", i, err.text);
        if (ok) {
            assert_int_equal(mended.n_rings, rows[i].mended_rings);
            assert_true(shape_is_valid(g, &mended, &err));
            assert_true(mended.box.min_x <= mended.box.max_x);
            assert_false(mended.rings[0].hole);
        }
        arena_free(arena);
    }
    geos_free(g);
}

static void an_empty_shape_and_a_broken_ring_are_refused_without_harm(void **state)
{
    double open_xy[] = {0, 0, 1, 0, 1, 1, 5, 5};
    struct ring ring[] = {{0, 4, false}}, short_ring[] = {{0, 2, false}};
    struct multipolygon bad[] = {
        {.box = BOX_EMPTY},
        {.xy = open_xy, .rings = ring, .n_points = 4, .n_rings = 1},
        {.xy = open_xy, .rings = short_ring, .n_points = 2, .n_rings = 1},
    };
    struct geos *g = geos_new();
    struct arena *arena = arena_new();

    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct multipolygon out;
        struct err err = {0}, mend_err = {0};
        assert_false(shape_is_valid(g, &bad[i], &err));
        assert_int_equal(err.kind, ERR_BAD_BODY);
        assert_false(shape_mend(g, &bad[i], arena, &out, &mend_err));
        assert_true(mend_err.text[0] != '\0');
    }
    geos_free(g);
    geos_free(NULL);
    arena_free(arena);
}

/* What takes MakeValid seconds must cost the check nothing. */
static void a_star_is_refused_at_once(void **state)
{
    enum { N = 401 };
    static double xy[2 * (N + 1)];
    struct ring ring = {0, N + 1, false};
    struct multipolygon m = {.xy = xy, .rings = &ring, .n_points = N + 1, .n_rings = 1};
    struct geos *g = geos_new();
    struct err err = {0};

    (void)state;
    for (int i = 0; i <= N; i++) {
        double angle = 2 * 3.14159265358979323846 * (i % N) * 200 / N;
        xy[2 * i] = 100 + cos(angle);
        xy[2 * i + 1] = 30 + sin(angle);
    }
    multipolygon_measure(&m);
    assert_false(shape_is_valid(g, &m, &err));
    assert_non_null(strstr(err.text, "Self-intersection"));
    geos_free(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_reason_and_the_place_are_told),
        cmocka_unit_test(mending_leaves_a_valid_shape),
        cmocka_unit_test(an_empty_shape_and_a_broken_ring_are_refused_without_harm),
        cmocka_unit_test(a_star_is_refused_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
