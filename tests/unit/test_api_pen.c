/* test_api_pen.c - where things end up on a sheet, what is cut off, what becomes a dot, and where
 * names find room. */
#include "api/pages/lettering.h"
#include "api/pages/pen.h"
#include "api/pages/sheet_map.h"
#include "base/mem.h"
#include "geo/geodesic.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { WIDTH = 6000, HEIGHT = 4000, MARGIN = 500 };

/* A sheet over the degrees from lon, lat to as much further. */
static struct pen sheet_over(double lon, double lat, double wide, double high)
{
    struct albers albers = albers_make(lon + wide / 2, lat + high / 2, lat, lat + high);
    double corners[] = {lon, lat, lon + wide, lat, lon + wide, lat + high, lon, lat + high};
    struct box metres = BOX_EMPTY;

    pen_measure(&albers, corners, 4, &metres);
    return pen_over(&albers, &metres, WIDTH, HEIGHT, MARGIN, 10);
}

static void what_is_asked_for_fills_the_sheet_but_for_its_margin(void **state)
{
    static const double areas[][4] = {
        {116, 39.8, 0.4, 0.3}, {73.5, 34, 23, 15}, {109, 4, 8, 8}, {121, 22, 1, 3}};

    (void)state;
    for (size_t i = 0; i < COUNT(areas); i++) {
        const double *a = areas[i];
        struct pen pen = sheet_over(a[0], a[1], a[2], a[3]);
        struct box seen = BOX_EMPTY;

        for (int k = 0; k < 4; k++) {
            double x, y, east = k % 2 ? a[2] : 0, north = k >= 2 ? a[3] : 0;
            pen_point(&pen, a[0] + east, a[1] + north, &x, &y);
            box_add_point(&seen, x, y);
        }
        assert_true(seen.min_x > MARGIN - 1 && seen.max_x < WIDTH - MARGIN + 1);
        assert_true(seen.min_y > MARGIN - 1 && seen.max_y < HEIGHT - MARGIN + 1);
        assert_true(seen.max_x - seen.min_x > WIDTH - 2 * MARGIN - 2 ||
                    seen.max_y - seen.min_y > HEIGHT - 2 * MARGIN - 2);
    }
}

static void north_is_up_and_the_scale_holds(void **state)
{
    static const double areas[][4] = {{116, 39.8, 0.4, 0.3}, {109, 4, 8, 8}, {97, 26, 11, 8}};

    (void)state;
    for (size_t i = 0; i < COUNT(areas); i++) {
        const double *a = areas[i];
        struct pen pen = sheet_over(a[0], a[1], a[2], a[3]);
        double lon = a[0] + a[2] / 2, lat = a[1] + a[3] / 2, x[3], y[3];

        pen_point(&pen, lon, lat, &x[0], &y[0]);
        pen_point(&pen, lon, lat + a[3] / 4, &x[1], &y[1]);
        pen_point(&pen, lon + a[2] / 4, lat, &x[2], &y[2]);
        assert_true(fabs(x[1] - x[0]) < 1e-6 && y[1] < y[0] && x[2] > x[0]);
        double up = geodesic_distance(lon, lat, lon, lat + a[3] / 4) * pen.per_metre;
        double right = geodesic_distance(lon, lat, lon + a[2] / 4, lat) * pen.per_metre;
        assert_true(fabs((y[0] - y[1]) / up - 1) < 0.005);
        assert_true(fabs(hypot(x[2] - x[0], y[2] - y[0]) / right - 1) < 0.005);
    }
}

static void a_small_place_is_not_enlarged_beyond_what_was_said(void **state)
{
    struct albers albers = albers_make(113.5, 22.2, 22.1, 22.3);
    struct box metres = {-500, -500, 500, 500};
    struct pen pen = pen_over(&albers, &metres, WIDTH, HEIGHT, MARGIN, 0.375);

    (void)state;
    assert_true(pen.per_metre == 0.375);
    assert_int_equal(pen_detail(&pen), DETAIL_FULL);
    pen.per_metre = 0.0005;
    assert_int_equal(pen_detail(&pen), DETAIL_05);
}

/* A square of degrees as a shape. */
struct square {
    double xy[10];
    struct ring ring;
};

static struct multipolygon square_at(struct square *s, double lon, double lat, double size)
{
    const double corners[] = {lon,        lat, lon + size, lat, lon + size,
                              lat + size, lon, lat + size, lon, lat};

    memcpy(s->xy, corners, sizeof s->xy);
    s->ring = (struct ring){0, 5, false};
    struct multipolygon m = {.xy = s->xy, .rings = &s->ring, .n_points = 5, .n_rings = 1};
    multipolygon_measure(&m);
    return m;
}

static void shapes_are_cut_beside_the_sheet_and_small_ones_are_dots(void **state)
{
    static const struct {
        double lon, lat, size;
        uint32_t rings;
        bool dot;
    } rows[] = {
        {116.1, 39.9, 0.1, 1, false},   /* on it */
        {100, 30, 30, 1, false},        /* all around it: the sheet is land from edge to edge */
        {110, 39.95, 6.2, 1, false},    /* over its edge */
        {116.1, 39.9, 0.0004, 1, true}, /* an island */
        {118, 39.9, 0.1, 0, false},     /* beside it */
        {118, 39.9, 0.0004, 0, false},
    };
    struct pen pen = sheet_over(116, 39.8, 0.4, 0.3);
    struct arena *arena = arena_new();

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct square s;
        struct multipolygon m = square_at(&s, rows[i].lon, rows[i].lat, rows[i].size);
        struct multipolygon traced = pen_trace(&pen, &m, arena);

        if (traced.n_rings != rows[i].rings)
            fail_msg("row %zu: %u rings", i, traced.n_rings);
        if (traced.n_rings && (traced.rings[0].n_points == 1) != rows[i].dot)
            fail_msg("row %zu: %u points", i, traced.rings[0].n_points);
        for (uint32_t k = 0; k < 2 * traced.n_points; k++)
            assert_true(traced.xy[k] >= -61 && traced.xy[k] <= WIDTH + 61);
        if (rows[i].size == 30) {
            assert_true(lettering_covers(&traced, 0, 0));
            assert_true(lettering_covers(&traced, WIDTH, HEIGHT));
        }
    }
    arena_free(arena);
}

static void path_data_tells_outlines_from_dots(void **state)
{
    double xy[] = {100, 100, 400, 100, 400, 300, 700, 700};
    struct ring rings[] = {{0, 3, false}, {3, 1, false}};
    struct multipolygon m = {.xy = xy, .rings = rings, .n_points = 4, .n_rings = 2};
    struct buf outlines = {0}, islands = {0}, dots = {0};

    (void)state;
    pen_put_outlines(&outlines, &m, 250, INFINITY);
    pen_put_outlines(&islands, &m, 0, 250);
    pen_put_dots(&dots, &m);
    assert_string_equal(outlines.data, "M100 100l300 0 0 200z");
    assert_int_equal(islands.len, 0);
    assert_string_equal(dots.data, "M700 700h0");
    buf_free(&outlines);
    buf_free(&islands);
    buf_free(&dots);
}

static void names_go_where_there_is_room(void **state)
{
    struct lettering *l = mem_alloc(1, sizeof *l);
    double xy[] = {1000, 1000, 3000, 1000, 3000, 2000, 1000, 2000};
    struct ring ring = {0, 4, false};
    struct multipolygon m = {.xy = xy, .rings = &ring, .n_points = 4, .n_rings = 1};
    double x = 2000, y = 1500;

    (void)state;
    multipolygon_measure(&m);
    l->width = WIDTH;
    l->height = HEIGHT;
    assert_true(lettering_inside(l, &m, 600, 150, &x, &y));
    assert_true(x == 2000 && y == 1500);
    assert_true(lettering_inside(l, &m, 600, 150, &x, &y)); /* not over the first */
    assert_true(fabs(y - 1500) > 150 || fabs(x - 2000) > 600);
    assert_false(lettering_inside(l, &m, 2100, 150, &x, &y)); /* too wide for it */
    x = 5900, y = 2000;
    assert_true(lettering_beside(l, 50, 600, 150, &x, &y)); /* and not over the edge */
    assert_true(x + 300 <= WIDTH && x + 300 <= 5850);
    lettering_avoid(l, 5000, 3000, 40);
    assert_false(lettering_at(l, 200, 100, 5050, 3050));
    assert_true(lettering_at(l, 200, 100, 5300, 3300));
    free(l);
}

static void letters_are_as_wide_as_they_are_high_in_chinese(void **state)
{
    (void)state;
    assert_true(lettering_width("海淀区", 100) == 300);
    assert_true(lettering_width("ab", 100) < 150);
    assert_true(lettering_width("", 100) == 0);
}

static void bars_are_round_numbers(void **state)
{
    static const struct {
        double per_metre, most, want;
    } rows[] = {{0.1, 1500, 10000},    {0.001, 1500, 1000000}, {0.2, 1500, 5000},
                {0.003, 1500, 500000}, {1, 1500, 1000},        {0.0751, 1500, 10000},
                {0.0749, 1500, 20000}};

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        double got = sheet_map_bar(rows[i].per_metre, rows[i].most);
        if (got != rows[i].want)
            fail_msg("%g units a metre: %g m", rows[i].per_metre, got);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_asked_for_fills_the_sheet_but_for_its_margin),
        cmocka_unit_test(north_is_up_and_the_scale_holds),
        cmocka_unit_test(a_small_place_is_not_enlarged_beyond_what_was_said),
        cmocka_unit_test(shapes_are_cut_beside_the_sheet_and_small_ones_are_dots),
        cmocka_unit_test(path_data_tells_outlines_from_dots),
        cmocka_unit_test(names_go_where_there_is_room),
        cmocka_unit_test(letters_are_as_wide_as_they_are_high_in_chinese),
        cmocka_unit_test(bars_are_round_numbers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
