/* test_cli_load.c - islands that a small scale lost, and counting.  The whole command is run, and
 * its inputs broken, in tests/http/load.test.mjs. */
#include "base/mem.h"
#include "cli/load_counts.h"
#include "cli/load_islands.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A shape of squares given by their lower left corner and side; a hole follows its shell. */
struct square {
    double x, y, side;
    bool hole;
};

enum { MOST = 4 };

static struct multipolygon shape_of(const struct square *squares, size_t n, struct arena *a)
{
    struct multipolygon m = {.xy = arena_alloc(a, n * 5, 2 * sizeof(double)),
                             .rings = arena_alloc(a, n, sizeof(struct ring))};

    for (size_t i = 0; i < n; i++) {
        const struct square *q = &squares[i];
        const double corners[5][2] = {{q->x, q->y},
                                      {q->x + q->side, q->y},
                                      {q->x + q->side, q->y + q->side},
                                      {q->x, q->y + q->side},
                                      {q->x, q->y}};

        m.rings[m.n_rings++] = (struct ring){m.n_points, 5, q->hole};
        memcpy(m.xy + 2 * (size_t)m.n_points, corners, sizeof corners);
        m.n_points += 5;
    }
    multipolygon_orient(&m);
    multipolygon_measure(&m);
    return m;
}

static size_t count_squares(const struct square squares[MOST])
{
    size_t n = 0;

    while (n < MOST && squares[n].side > 0)
        n++;
    return n;
}

static void lost_parts_come_back_and_others_stay_as_they_are(void **state)
{
    static const struct {
        const char *what;
        struct square full[MOST], light[MOST];
        uint32_t rings;
    } cases[] = {
        {"nothing is lost", {{0, 0, 4, false}}, {{0, 0, 4, false}}, 1},
        {"an island far away", {{0, 0, 4, false}, {9, 9, 1, false}}, {{0, 0, 4, false}}, 2},
        {"an island with a lake",
         {{0, 0, 4, false}, {8, 8, 3, false}, {9, 9, 1, true}},
         {{0, 0, 4, false}},
         3},
        {"one island of two",
         {{0, 0, 4, false}, {9, 9, 1, false}, {6, 6, 1, false}},
         {{0, 0, 4, false}, {6, 6, 1, false}},
         3},
        {"an island that the coast now covers",
         {{0, 0, 4, false}, {5, 1, 1, false}},
         {{0, 0, 7, false}},
         1},
        {"an island that the coast now runs through",
         {{0, 0, 4, false}, {6, 1, 2, false}},
         {{0, 0, 7, false}},
         1},
        {"an island that the coast crosses without a corner",
         {{0, 0, 2, false}, {3, 0.5, 1, false}},
         {{0, 0, 2, false}, {2.9, 0.9, 0.2, false}, {3.8, 0.8, 0.4, false}},
         3},
    };
    struct arena *a = arena_new();
    struct geos *g = geos_new();

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct multipolygon full = shape_of(cases[i].full, count_squares(cases[i].full), a);
        struct multipolygon light = shape_of(cases[i].light, count_squares(cases[i].light), a);
        struct multipolygon m = load_islands_back(&full, &light, g, a);
        struct err err = {0};

        if (m.n_rings != cases[i].rings)
            fail_msg("%s: %u rings, want %u", cases[i].what, m.n_rings, cases[i].rings);
        if (!shape_is_valid(g, &m, &err))
            fail_msg("%s: %s", cases[i].what, err.text);
        assert_memory_equal(m.xy, light.xy, light.n_points * 2 * sizeof *light.xy);
    }
    geos_free(g);
    arena_free(a);
}

static void places_are_counted_by_layer(void **state)
{
    struct load_place rows[] = {
        {.d = {.code = "970000", .layers = IN_PROVINCES}},
        {.d = {.code = "970100", .layers = IN_CITIES}},
        {.d = {.code = "970200", .layers = IN_CITIES | IN_COUNTIES}},
        {.d = {.code = "970202", .layers = IN_COUNTIES}},
    };
    const struct load_places p = {rows, COUNT(rows)};

    (void)state;
    assert_int_equal(load_count_layer(&p, IN_PROVINCES), 1);
    assert_int_equal(load_count_layer(&p, IN_CITIES), 2);
    assert_int_equal(load_count_layer(&p, IN_COUNTIES), 2);
    assert_ptr_equal(load_place_find(&p, "970200"), &rows[2]);
    assert_null(load_place_find(&p, "970201"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lost_parts_come_back_and_others_stay_as_they_are),
        cmocka_unit_test(places_are_counted_by_layer),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
