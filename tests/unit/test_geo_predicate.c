/* test_geo_predicate.c - the side of an edge, against whole-number arithmetic that cannot round. */
#include "geo/predicate.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static uint64_t random_state = 20260101;

static uint64_t next_random(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state;
}

static int sign_of_whole(const int64_t a[2], const int64_t b[2], int64_t x, int64_t y)
{
    __int128 det = (__int128)(a[0] - x) * (b[1] - y) - (__int128)(a[1] - y) * (b[0] - x);
    return det > 0 ? 1 : det < 0 ? -1 : 0;
}

/* Whole numbers below 2^52, scaled by a power of two, are exact doubles. */
static double scaled(int64_t v)
{
    return ldexp((double)v, -44);
}

static void the_sign_is_that_of_whole_number_arithmetic(void **state)
{
    int n_zero = 0;

    (void)state;
    for (int i = 0; i < 200000; i++) {
        int64_t a[2], b[2], p[2];
        for (int k = 0; k < 2; k++) {
            a[k] = (int64_t)(next_random() >> 13);
            b[k] = (int64_t)(next_random() >> 13);
        }
        /* On the line where that comes out even, else within a unit or two of it. */
        int64_t parts = (int64_t)(next_random() % 64) + 1;
        int64_t at = (int64_t)(next_random() % 64) % (parts + 1);
        for (int k = 0; k < 2; k++) {
            b[k] = a[k] + (b[k] - a[k]) / parts * parts;
            p[k] = a[k] + (b[k] - a[k]) / parts * at + (int64_t)(next_random() % 3) - 1;
        }
        double da[2] = {scaled(a[0]), scaled(a[1])}, db[2] = {scaled(b[0]), scaled(b[1])};
        int want = sign_of_whole(a, b, p[0], p[1]);

        assert_int_equal(orient_sign(da, db, scaled(p[0]), scaled(p[1])), want);
        assert_int_equal(orient_sign_exact(da, db, scaled(p[0]), scaled(p[1])), want);
        assert_int_equal(orient_sign(db, da, scaled(p[0]), scaled(p[1])), -want);
        n_zero += want == 0;
    }
    assert_true(n_zero > 1000); /* the hard case was among them */
}

static void one_step_of_the_last_digit_changes_the_side(void **state)
{
    const double a[2] = {116.123457, 39.000001}, b[2] = {116.323459, 39.400005};
    double x = (a[0] + b[0]) / 2, y = (a[1] + b[1]) / 2;

    (void)state;
    assert_int_equal(orient_sign(a, b, nextafter(x, 0) - 1e-13, y), 1);
    assert_int_equal(orient_sign(a, b, nextafter(x, 200) + 1e-13, y), -1);
    assert_int_equal(orient_sign(a, b, nextafter(a[0], 0), a[1]), 1);
    assert_int_equal(orient_sign(a, b, nextafter(a[0], 200), a[1]), -1);
    assert_int_equal(orient_sign(a, b, a[0], a[1]), 0);
    assert_int_equal(orient_sign(a, b, b[0], b[1]), 0);
}

static void a_ray_meets_edges_once(void **state)
{
    static const struct {
        double a[2], b[2], x, y;
        enum meeting want;
    } rows[] = {
        {{2, 0}, {2, 2}, 1, 1, MEETING_CROSSED}, {{2, 2}, {2, 0}, 1, 1, MEETING_CROSSED},
        {{0, 0}, {0, 2}, 1, 1, MEETING_NONE},    /* behind */
        {{2, 0}, {2, 2}, 1, 0, MEETING_CROSSED}, /* its lower end counts */
        {{2, 0}, {2, 2}, 1, 2, MEETING_NONE},    /* its upper end does not */
        {{2, 0}, {2, 2}, 1, 3, MEETING_NONE},    {{0, 0}, {4, 4}, 1, 2, MEETING_CROSSED},
        {{0, 0}, {4, 4}, 3, 2, MEETING_NONE},    {{0, 0}, {4, 4}, 2, 2, MEETING_TOUCHED},
        {{0, 0}, {4, 4}, 0, 0, MEETING_TOUCHED}, {{0, 0}, {4, 4}, 4, 4, MEETING_TOUCHED},
        {{1, 1}, {3, 1}, 2, 1, MEETING_TOUCHED}, /* along the ray */
        {{1, 1}, {3, 1}, 1, 1, MEETING_TOUCHED}, {{3, 1}, {1, 1}, 3, 1, MEETING_TOUCHED},
        {{1, 1}, {3, 1}, 0, 1, MEETING_NONE},    {{1, 1}, {3, 1}, 4, 1, MEETING_NONE},
        {{1, 1}, {1, 1}, 1, 1, MEETING_TOUCHED}, /* no length */
        {{1, 1}, {1, 1}, 0, 1, MEETING_NONE},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        enum meeting got = edge_meets_ray(rows[i].a, rows[i].b, rows[i].x, rows[i].y);
        if (got != rows[i].want)
            fail_msg("row %zu: %d, want %d", i, (int)got, (int)rows[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sign_is_that_of_whole_number_arithmetic),
        cmocka_unit_test(one_step_of_the_last_digit_changes_the_side),
        cmocka_unit_test(a_ray_meets_edges_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
