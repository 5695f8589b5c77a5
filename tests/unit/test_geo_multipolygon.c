/* test_geo_multipolygon.c - boxes, the direction of rings, the exact questions, and label points.
 */
#include "base/arena.h"
#include "geo/locator.h"
#include "geo/multipolygon.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

/* A 10 x 10 square with a 4 x 4 hole, and a small triangle apart. */
static double holed_xy[] = {0, 0, 10, 0, 10, 10, 0,  10, 0,  0, 3,  3, 3,  7,
                            7, 7, 7,  3, 3,  3,  20, 0,  24, 0, 20, 4, 20, 0};
static struct ring holed_rings[] = {{0, 5, false}, {5, 5, true}, {10, 4, false}};

static struct multipolygon holed(void)
{
    struct multipolygon m = {.xy = holed_xy, .rings = holed_rings, .n_points = 14, .n_rings = 3};
    multipolygon_measure(&m);
    return m;
}

static void boxes_grow_and_meet(void **state)
{
    struct box b = BOX_EMPTY, other = {1, 1, 2, 2}, empty = BOX_EMPTY;
    static const struct {
        struct box box;
        bool meets; /* {1, 1, 3, 4} */
    } rows[] = {
        {{0, 0, 1, 1}, true}, /* at a corner */
        {{3, 0, 5, 9}, true},      {{0, 0, 9, 9}, true},      {{1.5, 2, 1.5, 2}, true},
        {{0, 0, 0.999, 9}, false}, {{0, 4.001, 9, 9}, false}, {BOX_EMPTY, false},
    };

    (void)state;
    box_add_box(&b, &other);
    box_add_box(&b, &empty);
    box_add_point(&b, 3, 4);
    assert_true(b.min_x == 1 && b.min_y == 1 && b.max_x == 3 && b.max_y == 4);
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_int_equal(boxes_meet(&b, &rows[i].box), rows[i].meets);
        assert_int_equal(boxes_meet(&rows[i].box, &b), rows[i].meets);
    }
}

static void measuring_covers_every_part(void **state)
{
    struct multipolygon m = holed();

    (void)state;
    assert_true(m.box.min_x == 0 && m.box.max_x == 24 && m.box.min_y == 0 && m.box.max_y == 10);
}

static void rings_turn_as_rfc_7946_wants_and_keep_their_points(void **state)
{
    static const struct {
        double xy[10];
        bool hole;
        double want[10];
    } rows[] = {
        {{0, 0, 2, 0, 2, 2, 0, 2, 0, 0}, false, {0, 0, 2, 0, 2, 2, 0, 2, 0, 0}},
        {{0, 0, 0, 2, 2, 2, 2, 0, 0, 0}, false, {0, 0, 2, 0, 2, 2, 0, 2, 0, 0}},
        {{0, 0, 2, 0, 2, 2, 0, 2, 0, 0}, true, {0, 0, 0, 2, 2, 2, 2, 0, 0, 0}},
        {{0, 0, 0, 2, 2, 2, 2, 0, 0, 0}, true, {0, 0, 0, 2, 2, 2, 2, 0, 0, 0}},
        {{1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, false, {1, 1, 1, 1, 1, 1, 1, 1, 1, 1}}, /* no area */
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        double xy[10];
        struct ring ring = {0, 5, rows[i].hole};
        struct multipolygon m = {.xy = xy, .rings = &ring, .n_points = 5, .n_rings = 1};
        memcpy(xy, rows[i].xy, sizeof xy);
        multipolygon_orient(&m);
        assert_memory_equal(xy, rows[i].want, sizeof xy);
    }
}

static void a_copy_stands_alone(void **state)
{
    struct arena *arena = arena_new();
    struct multipolygon m = holed(), copy = multipolygon_copy(arena, &m);
    struct multipolygon nothing = {.box = BOX_EMPTY}, none = multipolygon_copy(arena, &nothing);

    (void)state;
    assert_true(copy.xy != m.xy && copy.rings != m.rings);
    assert_memory_equal(copy.xy, m.xy, sizeof holed_xy);
    assert_int_equal(copy.rings[1].hole, true);
    assert_int_equal(copy.n_points, 14);
    assert_int_equal(none.n_points, 0);
    arena_free(arena);
}

static void a_shape_covers_its_inside_and_its_whole_border(void **state)
{
    static const struct {
        double x, y;
        bool covered, on_edge;
    } rows[] = {
        {1, 1, true, false},        {5, 5, false, false}, /* in the hole */
        {3, 5, true, true},         {7, 7, true, true},   /* the hole's border is border */
        {0, 0, true, true},         {10, 10, true, true},   {5, 0, true, true},
        {5, 10, true, true},        {10, 5, true, true},    {0, 3, true, true},
        {-1, 0, false, false},      {-1, 10, false, false}, {11, 0, false, false},
        {1, 3, true, false},        {1, 7, true, false}, /* level with corners */
        {8, 3, true, false},        {21, 1, true, false},   {22, 2, true, true},
        {22.0001, 2, false, false}, {15, 0, false, false},  {20, 4, true, true},
        {20, 5, false, false},
    };
    struct multipolygon m = holed();

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        bool on_edge, covered = multipolygon_covers(&m, rows[i].x, rows[i].y, &on_edge);
        if (covered != rows[i].covered || on_edge != rows[i].on_edge)
            fail_msg("row %zu: %d %d", i, covered, on_edge);
    }
}

static void meeting_a_box_is_exact(void **state)
{
    static const struct {
        struct box box;
        bool meets;
    } rows[] = {
        {{-5, -5, 50, 50}, true}, /* all of it */
        {{1, 1, 2, 2}, true},     /* inside, no edge near */
        {{4, 4, 6, 6}, false},    /* inside the hole */
        {{3, 4, 6, 6}, true},     /* at the hole's border */
        {{10, 10, 12, 12}, true}, /* a corner */
        {{10.001, 0, 12, 12}, false},
        {{22.001, 2.001, 25, 5}, false}, /* in the triangle's box, beyond its slanted side */
        {{22, 2, 25, 5}, true},          /* touching that side */
        {{21, -1, 21.5, 9}, true},       /* right through */
        {{12, 1, 19, 9}, false},         /* between the parts */
        {{5, 5, 5, 5}, false},           /* a point in the hole */
        {{3, 5, 3, 5}, true},            /* a point on its border */
        {{8, 8, 8, 8}, true},
        {{-9, 5, 90, 5}, true}, /* a line */
        {{30, 30, 40, 40}, false},
    };
    struct multipolygon m = holed(), nothing = {.box = BOX_EMPTY};

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        if (multipolygon_meets_box(&m, &rows[i].box) != rows[i].meets)
            fail_msg("row %zu", i);
        assert_false(multipolygon_meets_box(&nothing, &rows[i].box));
    }
}

static void a_label_stands_well_inside_the_largest_part(void **state)
{
    /* A thin bent strip, whose middle is outside of it, beside a smaller square; and a frame. */
    double bent_xy[] = {0, 0, 10, 0, 10, 10, 9, 10, 9, 1, 0, 1, 0, 0, 0, 4, 2, 4, 2, 6, 0, 6, 0, 4};
    double frame_xy[] = {0, 0, 10, 0, 10, 10, 0, 10, 0, 0, 1, 1, 1, 9, 6, 9, 6, 1, 1, 1};
    double point_xy[] = {5, 5, 5, 5, 5, 5, 5, 5};
    struct ring bent_rings[] = {{0, 7, false}, {7, 5, false}};
    struct ring frame_rings[] = {{0, 5, false}, {5, 5, true}};
    struct ring point_rings[] = {{0, 4, false}};
    struct {
        struct multipolygon m;
        double min_x, min_y, max_x, max_y;
    } rows[] = {
        {{.xy = bent_xy, .rings = bent_rings, .n_points = 12, .n_rings = 2}, 0.2, 0.2, 9.8, 9.8},
        {{.xy = frame_xy, .rings = frame_rings, .n_points = 10, .n_rings = 2}, 7, 1, 9, 9},
        {{.xy = point_xy, .rings = point_rings, .n_points = 4, .n_rings = 1}, 5, 5, 5, 5},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        double x, y;
        bool on_edge;
        multipolygon_measure(&rows[i].m);
        multipolygon_label_point(&rows[i].m, &x, &y);
        if (x < rows[i].min_x || x > rows[i].max_x || y < rows[i].min_y || y > rows[i].max_y ||
            !multipolygon_covers(&rows[i].m, x, y, &on_edge))
            fail_msg("row %zu: %g, %g", i, x, y);
        if (i == 0)
            assert_true(x > 3 || y < 1); /* not the smaller square */
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(boxes_grow_and_meet),
        cmocka_unit_test(measuring_covers_every_part),
        cmocka_unit_test(rings_turn_as_rfc_7946_wants_and_keep_their_points),
        cmocka_unit_test(a_copy_stands_alone),
        cmocka_unit_test(a_shape_covers_its_inside_and_its_whole_border),
        cmocka_unit_test(meeting_a_box_is_exact),
        cmocka_unit_test(a_label_stands_well_inside_the_largest_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
