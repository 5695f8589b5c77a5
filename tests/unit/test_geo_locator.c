/* test_geo_locator.c - the indexes against a look at every edge of every shape.
 *
 * The shapes are a jittered chequerboard: neighbours share their borders point for point, as
 * counties do; one holds an enclave, one is in two parts, one lies under another. */
#include "base/mem.h"
#include "geo/geodesic.h"
#include "geo/locator.h"

#include <math.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { SIDE = 12, PARTS_PER_SIDE = 6, CELLS = SIDE * SIDE, RING_POINTS = 4 * PARTS_PER_SIDE + 1 };

struct board {
    double xy[CELLS + 2][2 * (RING_POINTS + 5)];
    struct ring rings[CELLS + 2][2];
    struct multipolygon shapes[CELLS + 2];
    const struct multipolygon *list[CELLS + 2];
    size_t n;
};

static double random_part(void)
{
    return rand() / (double)RAND_MAX;
}

/* The same jitter whenever the same lattice point is asked for. */
static void lattice_point(int i, int k, double out[2])
{
    uint32_t h = (uint32_t)i * 2654435761u ^ (uint32_t)k * 40503u * 65537u;
    h ^= h >> 13;
    h *= 0x5bd1e995u;
    h ^= h >> 15;
    out[0] = 100 + (i + 0.4 * ((h & 0xffff) / 65536.0 - 0.5)) / PARTS_PER_SIDE;
    out[1] = 30 + (k + 0.4 * ((h >> 16) / 65536.0 - 0.5)) / PARTS_PER_SIDE;
}

static void cell_ring(int column, int row, double *xy)
{
    int i = column * PARTS_PER_SIDE, k = row * PARTS_PER_SIDE, at = 0;
    static const int ways[4][2] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};

    for (int side = 0; side < 4; side++) {
        for (int step = 0; step < PARTS_PER_SIDE; step++) {
            lattice_point(i, k, xy + 2 * at++);
            i += ways[side][0];
            k += ways[side][1];
        }
    }
    lattice_point(i, k, xy + 2 * at);
}

static void add_square(double *xy, double x, double y, double half, bool clockwise)
{
    const double corners[5][2] = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}, {-1, -1}};
    for (int i = 0; i < 5; i++) {
        const double *c = corners[clockwise ? 4 - i : i];
        xy[2 * i] = x + half * c[0];
        xy[2 * i + 1] = y + half * c[1];
    }
}

static void board_make(struct board *b)
{
    for (int i = 0; i < CELLS; i++) {
        cell_ring(i % SIDE, i / SIDE, b->xy[i]);
        b->rings[i][0] = (struct ring){0, RING_POINTS, false};
        b->shapes[i] = (struct multipolygon){b->xy[i], b->rings[i], RING_POINTS, 1, BOX_EMPTY};
    }
    /* Cell 40 gets a hole, filled by one shape of its own; cell 7 gets an exclave within cell 90.
     */
    add_square(b->xy[40] + 2 * RING_POINTS, 104.5, 33.5, 0.125, true);
    b->rings[40][1] = (struct ring){RING_POINTS, 5, true};
    b->shapes[40].n_points += 5;
    b->shapes[40].n_rings = 2;
    add_square(b->xy[CELLS], 104.5, 33.5, 0.125, false);
    add_square(b->xy[7] + 2 * RING_POINTS, 106.5, 37.5, 0.1, false);
    b->rings[7][1] = (struct ring){RING_POINTS, 5, false};
    b->shapes[7].n_points += 5;
    b->shapes[7].n_rings = 2;
    add_square(b->xy[CELLS + 1], 106, 36, 9, false); /* under all of them */
    for (int i = CELLS; i < CELLS + 2; i++) {
        b->rings[i][0] = (struct ring){0, 5, false};
        b->shapes[i] = (struct multipolygon){b->xy[i], b->rings[i], 5, 1, BOX_EMPTY};
    }
    b->n = CELLS + 2;
    for (size_t i = 0; i < b->n; i++) {
        multipolygon_measure(&b->shapes[i]);
        b->list[i] = &b->shapes[i];
    }
}

static struct located look_at_all(const struct board *b, double x, double y)
{
    for (size_t i = 0; i < b->n; i++) {
        bool on_edge;
        if (multipolygon_covers(&b->shapes[i], x, y, &on_edge))
            return (struct located){(int)i, on_edge};
    }
    return (struct located){-1, false};
}

static int setup(void **state)
{
    struct board *b = mem_alloc(1, sizeof *b);
    board_make(b);
    *state = b;
    return 0;
}

static int teardown(void **state)
{
    free(*state);
    return 0;
}

static void check_point(const struct locator *l, const struct board *b, double x, double y)
{
    struct located want = look_at_all(b, x, y), got = locator_find(l, x, y);
    if (got.shape != want.shape || got.on_edge != want.on_edge)
        fail_msg("%.17g, %.17g: %d %d, want %d %d", x, y, got.shape, got.on_edge, want.shape,
                 want.on_edge);
}

static void random_points_are_where_a_look_at_all_edges_says(void **state)
{
    struct board *b = *state;
    struct locator *l = locator_new(b->list, b->n);

    srand(1);
    for (int i = 0; i < 8000; i++)
        check_point(l, b, 95 + 22 * random_part(), 25 + 22 * random_part());
    locator_free(l);
}

static void points_on_and_beside_every_kind_of_edge(void **state)
{
    struct board *b = *state;
    struct locator *l = locator_new(b->list, b->n);

    srand(2);
    for (size_t i = 0; i < b->n; i++) {
        const struct multipolygon *m = &b->shapes[i];
        for (uint32_t k = 0; k + 1 < m->n_points; k++) {
            const double *a = m->xy + 2 * (size_t)k;
            double t = random_part(), x = a[0] + t * (a[2] - a[0]), y = a[1] + t * (a[3] - a[1]);

            check_point(l, b, a[0], a[1]);
            check_point(l, b, nextafter(a[0], 0), a[1]);
            check_point(l, b, nextafter(a[0], 200), a[1]);
            check_point(l, b, a[0], nextafter(a[1], 0));
            check_point(l, b, x, y);
            check_point(l, b, x + 1e-13, y);
            check_point(l, b, x - 1e-7, y + 1e-7);
        }
    }
    locator_free(l);
}

static void a_vertex_is_on_the_edge_of_the_lowest_shape_that_has_it(void **state)
{
    struct board *b = *state;
    struct locator *l = locator_new(b->list, b->n);

    for (size_t i = 0; i < b->n; i++) {
        const struct multipolygon *m = &b->shapes[i];
        for (uint32_t k = 0; k < m->n_points; k++) {
            struct located at = locator_find(l, m->xy[2 * k], m->xy[2 * k + 1]);
            assert_true(at.shape >= 0 && at.shape <= (int)i);
        }
    }
    double corner[2];
    lattice_point(3 * PARTS_PER_SIDE, 3 * PARTS_PER_SIDE, corner); /* of cells 26, 27, 38, 39 */
    struct located at = locator_find(l, corner[0], corner[1]);
    assert_int_equal(at.shape, 26);
    assert_true(at.on_edge);
    locator_free(l);
}

static void enclaves_exclaves_and_what_lies_under(void **state)
{
    static const struct {
        double x, y;
        int shape;
        bool on_edge;
    } rows[] = {
        {104.5, 33.5, CELLS, false}, /* the enclave */
        {104.375, 33.5, 40, true},   /* its border belongs to the lower index too */
        {104.625, 33.625, 40, true}, /* and its corner */
        {104.3, 33.5, 40, false},    /* around it */
        {106.5, 37.5, 7, false},     /* the exclave, although cell 90 is around it */
        {106.6, 37.4, 7, true},      /* a corner of it */
        {106.7, 37.5, 90, false},    /* beside it */
        {98, 28, CELLS + 1, false},  /* only the large one is here */
        {97, 36, CELLS + 1, true},   /* its west side */
        {96.999, 36, -1, false},     /* beyond */
        {-104.5, 33.5, -1, false},   /* the other side of the earth */
        {104.5, -33.5, -1, false},    {NAN, 33.5, -1, false},
        {104.5, INFINITY, -1, false}, {1e300, 33.5, -1, false},
    };
    struct board *b = *state;
    struct locator *l = locator_new(b->list, b->n);

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct located at = locator_find(l, rows[i].x, rows[i].y);
        if (at.shape != rows[i].shape || at.on_edge != rows[i].on_edge)
            fail_msg("row %zu: %d %d", i, at.shape, at.on_edge);
    }
    locator_free(l);
}

static void the_nearest_edge_is_as_near_as_trying_all_says(void **state)
{
    struct board *b = *state;
    struct locator *l = locator_new(b->list, b->n);

    srand(3);
    for (int i = 0; i < 60; i++) {
        double x = 98 + 16 * random_part(), y = 28 + 16 * random_part(), want = INFINITY;
        for (size_t s = 0; s < b->n; s++) {
            const struct multipolygon *m = &b->shapes[s];
            for (uint32_t r = 0; r < m->n_rings; r++) {
                for (uint32_t k = 0; k + 1 < m->rings[r].n_points; k++) {
                    const double *a = m->xy + 2 * (size_t)(m->rings[r].first + k);
                    want = fmin(want, geodesic_to_segment(x, y, a, a + 2));
                }
            }
        }
        double got = locator_edge_metres(l, x, y);
        if (fabs(got - want) > 0.05 + 3e-5 * want)
            fail_msg("%.6f, %.6f: %.4f, want %.4f", x, y, got, want);
    }
    assert_true(locator_edge_metres(l, b->xy[5][0], b->xy[5][1]) < 1e-6);
    locator_free(l);
}

static void shapes_of_every_odd_size_are_taken(void **state)
{
    static double tiny_xy[] = {110, 30, 110 + 1e-9, 30, 110 + 1e-9, 30 + 1e-9, 110, 30};
    static double flat_xy[] = {110, 30, 111, 30, 112, 30, 110, 30};
    static double world_xy[] = {-180, -90, -90, -90, 0,    -90, 90,   -90,
                                180,  -90, 180, 90,  -180, 90,  -180, -90};
    static struct ring three[] = {{0, 4, false}}, eight[] = {{0, 8, false}};
    struct multipolygon tiny = {tiny_xy, three, 4, 1, BOX_EMPTY};
    struct multipolygon flat = {flat_xy, three, 4, 1, BOX_EMPTY};
    struct multipolygon world = {world_xy, eight, 8, 1, BOX_EMPTY};
    struct multipolygon nothing = {.box = BOX_EMPTY};
    const struct multipolygon *lists[][3] = {
        {&tiny, &nothing, &nothing}, {&flat, &nothing, &nothing},    {&world, &tiny, &flat},
        {&tiny, &flat, &world},      {&nothing, &nothing, &nothing},
    };
    static const int want[COUNT(lists)] = {0, 0, 0, 0, -1};

    (void)state;
    multipolygon_measure(&tiny);
    multipolygon_measure(&flat);
    multipolygon_measure(&world);
    for (size_t i = 0; i < COUNT(lists); i++) {
        struct locator *l = locator_new(lists[i], 3);
        assert_int_equal(locator_find(l, 110, 30).shape, want[i]);
        assert_true(locator_memory(l) > 0);
        assert_true((locator_edge_metres(l, 100, 20) < 1e7) == (want[i] == 0));
        locator_free(l);
    }
    struct locator *none = locator_new(NULL, 0);
    assert_int_equal(locator_find(none, 110, 30).shape, -1);
    assert_true(isinf(locator_edge_metres(none, 110, 30)));
    locator_free(none);
    locator_free(NULL);
}

struct asker {
    const struct locator *l;
    double sum;
};

static void *ask_many(void *arg)
{
    struct asker *a = arg;

    for (int i = 0; i < 5000; i++) {
        double x = 100 + 0.0024 * i, y = 30 + 12 * fabs(sin(i));
        a->sum += locator_find(a->l, x, y).shape;
        if (i % 10 == 0)
            a->sum += locator_edge_metres(a->l, x, y);
    }
    return NULL;
}

static void two_threads_get_the_same_answers(void **state)
{
    struct board *b = *state;
    struct locator *l = locator_new(b->list, b->n);
    struct asker one = {l, 0}, two = {l, 0};
    pthread_t thread;

    assert_int_equal(pthread_create(&thread, NULL, ask_many, &one), 0);
    ask_many(&two);
    pthread_join(thread, NULL);
    assert_true(one.sum == two.sum && one.sum > 0);
    locator_free(l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_points_are_where_a_look_at_all_edges_says),
        cmocka_unit_test(points_on_and_beside_every_kind_of_edge),
        cmocka_unit_test(a_vertex_is_on_the_edge_of_the_lowest_shape_that_has_it),
        cmocka_unit_test(enclaves_exclaves_and_what_lies_under),
        cmocka_unit_test(the_nearest_edge_is_as_near_as_trying_all_says),
        cmocka_unit_test(shapes_of_every_odd_size_are_taken),
        cmocka_unit_test(two_threads_get_the_same_answers),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
