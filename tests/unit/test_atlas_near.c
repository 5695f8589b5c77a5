/* test_atlas_near.c - what lies within some metres of a point, and the outside. */
#include "small_register.h"

#include "atlas/near.h"

#include <math.h>

static int by_code(const void *p, const void *q)
{
    const struct nearby *a = p, *b = q;
    return a->place < b->place ? -1 : a->place > b->place;
}

static const char *told(const struct atlas *a, const struct nearby *near, size_t n)
{
    static _Thread_local char text[512];
    size_t at = 0;

    text[0] = '\0';
    for (size_t i = 0; i < n && at < sizeof text; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, "%s%s", i ? " " : "",
                               near[i].place < 0 ? "outside" : atlas_place(a, near[i].place)->code);
    return text;
}

/* A thousandth of a degree is some 96 m east and 111 m north here. */
static void what_is_closer_than_the_reach_is_told(void **state)
{
    static const struct {
        double x, y, metres;
        const char *near; /* the outside first, then in order of code */
    } rows[] = {
        {0.5, 1.0, 1000, ""},
        {0.999, 1.0, 90, ""},
        {0.999, 1.0, 100, "110105"},
        {1.001, 1.0, 100, "110108"},
        {0.5, 0.001, 100, ""},
        {0.5, 0.001, 120, "outside"},
        {0.999, 0.001, 120, "outside 110105"},
        {3.001, 0.999, 200, "440103 440105 440106"}, /* around a corner */
        {2.5, 1.5, 9000, ""},                        /* the middle of Macau */
        {2.5, 1.5, 10000, "440106"},
        {2.399, 1.5, 150, "820000"},
        {1.999, 1.0, 100, "440103 440106"}, /* across the border of provinces */
        {4.001, 1.5, 100, "440105"},
        {5.001, 1.0, 100, "441900"}, /* from the sea: there is no other outside */
        {6.5, 1.0, 10000, ""},
        {9.001, -0.5, 100, "210212"},
        {8.001, -0.5, 100, "outside"},
        {1.0, 1.0, 50, "110108"}, /* on the edge: in 110105, whose neighbour is no metre away */
    };
    struct store *s = small_made(*state);
    const struct atlas *a = small_atlas(s, NULL);

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena *arena = arena_new();
        size_t n;
        struct nearby *near =
            atlas_near(a, EAST + rows[i].x, NORTH + rows[i].y, rows[i].metres, arena, &n);

        qsort(near, n, sizeof *near, by_code);
        if (strcmp(told(a, near, n), rows[i].near) != 0)
            fail_msg("within %g m of %g %g: '%s', not '%s'", rows[i].metres, rows[i].x, rows[i].y,
                     told(a, near, n), rows[i].near);
        for (size_t k = 0; k < n; k++)
            assert_true(near[k].metres >= 0 && near[k].metres < rows[i].metres);
        arena_free(arena);
    }
    atlas_give(a);
    store_close(s);
}

static void distances_are_geodesic(void **state)
{
    struct store *s = small_made(*state);
    const struct atlas *a = small_atlas(s, NULL);
    struct arena *arena = arena_new();
    double x = EAST + 0.99, y = NORTH + 0.01;
    size_t n;
    struct nearby *near = atlas_near(a, x, y, 5000, arena, &n);

    assert_int_equal(n, 2);
    qsort(near, n, sizeof *near, by_code);
    assert_int_equal(near[0].place, -1);
    assert_true(fabs(near[0].metres - geodesic_distance(x, y, x, NORTH)) < 0.05);
    assert_true(fabs(near[1].metres - geodesic_distance(x, y, EAST + 1, y)) < 0.05);
    /* The nearer of the two is what a chain tells. */
    assert_true(fabs(atlas_locate(a, x, y).edge_metres - fmin(near[0].metres, near[1].metres)) <
                0.05);
    arena_free(arena);
    atlas_give(a);
    store_close(s);
}

/* The poles and the date line have no neighbours, and no division by zero. */
static void the_ends_of_the_earth_are_far_from_everything(void **state)
{
    static const double points[][2] = {{0, 90}, {0, -90}, {180, 0}, {-180, 31}, {112, 89.9999}};
    struct store *s = small_made(*state);
    const struct atlas *a = small_atlas(s, NULL);

    for (size_t i = 0; i < COUNT(points); i++) {
        struct arena *arena = arena_new();
        size_t n;

        atlas_near(a, points[i][0], points[i][1], NEAR_MOST_METRES, arena, &n);
        assert_int_equal(n, 0);
        assert_int_equal(atlas_locate(a, points[i][0], points[i][1]).n, 0);
        arena_free(arena);
    }
    atlas_give(a);
    store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_SMALL(what_is_closer_than_the_reach_is_told),
        WITH_SMALL(distances_are_geodesic),
        WITH_SMALL(the_ends_of_the_earth_are_far_from_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
