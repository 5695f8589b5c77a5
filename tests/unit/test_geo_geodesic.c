/* test_geo_geodesic.c - lengths and areas with known values, and what is searched for against a
 * search that tries everything. */
#include "geo/edges.h"
#include "geo/geodesic.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static double dms(double sign, double d, double m, double s)
{
    return sign * (d + m / 60 + s / 3600);
}

static void known_distances(void **state)
{
    const struct {
        double lon1, lat1, lon2, lat2, metres, off;
    } rows[] = {
        {0, 0, 0, 90, 10001965.7293, 0.001}, /* quarter of a meridian */
        {0, 0, 1, 0, 111319.49079, 0.0001},  /* a degree of the equator */
        {179.5, 0, -179.5, 0, 111319.49079, 0.0001},
        {116.3, 39.96, 116.3, 39.96, 0, 0},
        /* Flinders Peak to Buninyong, the worked example of the Australian datum manual */
        {dms(1, 144, 25, 29.52440), dms(-1, 37, 57, 3.72030), dms(1, 143, 55, 35.38390),
         dms(-1, 37, 39, 10.15610), 54972.271, 0.001},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        double m = geodesic_distance(rows[i].lon1, rows[i].lat1, rows[i].lon2, rows[i].lat2);
        if (fabs(m - rows[i].metres) > rows[i].off)
            fail_msg("row %zu: %.5f, want %.5f", i, m, rows[i].metres);
    }
}

static struct multipolygon shape(double *xy, uint32_t n_points, struct ring *rings,
                                 uint32_t n_rings)
{
    struct multipolygon m = {.xy = xy, .rings = rings, .n_points = n_points, .n_rings = n_rings};
    multipolygon_measure(&m);
    return m;
}

/* What lies between the equator and a parallel, for so many degrees of longitude. */
static double zone_area(double degrees_wide, double lat)
{
    double f = 1 / 298.257222101, b = 6378137 * (1 - f), e2 = f * (2 - f), e = sqrt(e2);
    double s = sin(lat * 3.14159265358979323846 / 180);
    double wide = degrees_wide * 3.14159265358979323846 / 180;

    return b * b * wide * (s / (2 * (1 - e2 * s * s)) + atanh(e * s) / (2 * e));
}

static void cells_of_the_graticule_have_the_area_of_the_formula(void **state)
{
    static const struct {
        double west, south, east, north, off; /* off: a part of the area */
    } rows[] = {
        {0, 0, 1, 1, 1e-7},       {116, 39, 116.01, 39.01, 1e-7}, {85, 40, 87, 42, 1e-6},
        {73, 53, 75, 53.2, 1e-6}, {-180, -90, -178, -88, 1e-5},   {100, 20, 120, 45, 1e-4},
        {0, 0, 90, 90, 1e-3},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        double w = rows[i].west, s = rows[i].south, e = rows[i].east, n = rows[i].north;
        double xy[] = {w, s, e, s, e, n, w, n, w, s}, turned[] = {w, s, w, n, e, n, e, s, w, s};
        struct ring ring[] = {{0, 5, false}};
        struct multipolygon m = shape(xy, 5, ring, 1), back = shape(turned, 5, ring, 1);
        double want = zone_area(e - w, n) - zone_area(e - w, s), got = geodesic_area(&m);

        if (fabs(got - want) > rows[i].off * want)
            fail_msg("row %zu: %.3f, want %.3f", i, got, want);
        assert_true(fabs(geodesic_area(&back) - got) < 1e-9 * want);
    }
}

static void holes_are_taken_off(void **state)
{
    double holed[] = {0,   0,   1,   0,   1,   1,   0,   1,   0,   0,
                      0.4, 0.4, 0.4, 0.6, 0.6, 0.6, 0.6, 0.4, 0.4, 0.4};
    struct ring two[] = {{0, 5, false}, {5, 5, true}}, shells[] = {{0, 5, false}, {5, 5, false}};
    struct multipolygon m = shape(holed, 10, two, 2), both = shape(holed, 10, shells, 2);
    double whole = zone_area(1, 1), hole = zone_area(0.2, 0.6) - zone_area(0.2, 0.4);

    (void)state;
    assert_true(fabs(geodesic_area(&m) - (whole - hole)) < 1e-7 * whole);
    assert_true(fabs(geodesic_area(&both) - (whole + hole)) < 1e-7 * whole);
}

/* The least distance to many points of the edge, closing in. */
static double try_everything(double lon, double lat, const double a[2], const double b[2])
{
    double low = 0, high = 1, best = INFINITY;

    for (int round = 0; round < 8; round++) {
        double step = (high - low) / 64, best_t = low;
        best = INFINITY;
        for (int i = 0; i <= 64; i++) {
            double t = fmin(1, fmax(0, low + i * step));
            double m =
                geodesic_distance(lon, lat, a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]));
            if (m < best) {
                best = m;
                best_t = t;
            }
        }
        low = fmax(0, best_t - 1.5 * step);
        high = fmin(1, best_t + 1.5 * step);
    }
    return best;
}

static void distance_to_an_edge_that_is_straight_in_degrees(void **state)
{
    static const struct {
        double lon, lat, a[2], b[2], off; /* off: metres, or a part of the distance if below 1e-3 */
    } rows[] = {
        {116.3, 39.96, {116.2, 39.9}, {116.4, 39.95}, 0.01},
        {116.3, 39.96, {116.4, 39.95}, {116.2, 39.9}, 0.01},
        {116.3, 39.96, {116.31, 39.97}, {116.4, 40.0}, 0.01},     /* an end is nearest */
        {116.3, 39.96, {116.3, 39.9601}, {116.3, 39.9601}, 0.01}, /* no length */
        {116.3, 39.96, {116.0, 39.96}, {117.0, 39.96}, 0.01},     /* upon it */
        {100, 50, {80, 49}, {120, 49}, 0.05}, /* a parallel is no geodesic: found as it is drawn */
        {100, 50, {80, 40}, {120, 55}, 0.05},
        {87.5, 43.8, {87.9, 43.2}, {88.1, 44.6}, 0.05},
        {179.95, 10, {-179.9, 9}, {-179.8, 11}, 0.01}, /* over the date line */
        {-179.95, -10, {179.9, -11}, {179.8, -9}, 0.01},
        {10, 89.99, {100, 89.9}, {110, 89.9}, 0.05}, /* near a pole */
        {10, 90, {100, 89}, {101, 89.5}, 0.05},
        {0, 0, {100, 30}, {101, 31}, 1e-4}, /* far off */
        {-60, -35, {116, 40}, {117, 39}, 1e-4},
        {-73.9, 40.7, {73.5, 39}, {135, 48}, 1e-4},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        double want = try_everything(rows[i].lon, rows[i].lat, rows[i].a, rows[i].b);
        double got = geodesic_to_segment(rows[i].lon, rows[i].lat, rows[i].a, rows[i].b);
        double off = rows[i].off < 1e-3 ? rows[i].off * want : rows[i].off;
        if (!(fabs(got - want) <= off))
            fail_msg("row %zu: %.4f, want %.4f", i, got, want);
    }
}

enum { CIRCLE = 240 };

static void circle(double *xy, double lon, double lat, double radius, int n)
{
    for (int i = 0; i <= n; i++) {
        double angle = 2 * 3.14159265358979323846 * (i % n) / n;
        xy[2 * i] = lon + radius * cos(angle) + (i % 7 == 3 ? 0.01 : 0);
        xy[2 * i + 1] = lat + radius * sin(angle);
    }
}

static void deviation_is_the_largest_of_all_least_distances(void **state)
{
    double full_xy[2 * (CIRCLE + 1)], light_xy[2 * (CIRCLE / 12 + 1)];
    struct ring full_ring[] = {{0, CIRCLE + 1, false}},
                light_ring[] = {{0, CIRCLE / 12 + 1, false}};
    double want = 0;

    (void)state;
    circle(full_xy, 105, 45, 3, CIRCLE);
    for (int i = 0; i <= CIRCLE / 12; i++) {
        light_xy[2 * i] = full_xy[24 * i];
        light_xy[2 * i + 1] = full_xy[24 * i + 1];
    }
    struct multipolygon full = shape(full_xy, CIRCLE + 1, full_ring, 1);
    struct multipolygon light = shape(light_xy, CIRCLE / 12 + 1, light_ring, 1);
    for (int i = 0; i <= CIRCLE; i++) {
        double least = INFINITY;
        for (int k = 0; k < CIRCLE / 12; k++)
            least = fmin(least, geodesic_to_segment(full_xy[2 * i], full_xy[2 * i + 1],
                                                    light_xy + 2 * k, light_xy + 2 * k + 2));
        want = fmax(want, least);
    }
    double got = geodesic_deviation(&full, &light);
    assert_true(want > 300);
    assert_true(fabs(got - want) < 0.001 * want);
    assert_true(geodesic_deviation(&full, &full) == 0);
    assert_true(geodesic_deviation(&light, &light) == 0);
}

static void the_tree_finds_what_trying_every_edge_finds(void **state)
{
    enum { SHAPES = 12, POINTS = 200 };
    static double xy[SHAPES][2 * (CIRCLE + 1)];
    struct ring ring[] = {{0, CIRCLE + 1, false}};
    struct multipolygon shapes[SHAPES];
    const struct multipolygon *list[SHAPES];

    (void)state;
    srand(7);
    for (int i = 0; i < SHAPES; i++) {
        circle(xy[i], -170 + 30 * i + i % 3, -77 + 14 * i, i % 4 == 0 ? 6 : 0.7, CIRCLE);
        shapes[i] = shape(xy[i], CIRCLE + 1, ring, 1);
        list[i] = &shapes[i];
    }
    struct edges *e = edges_new(list, SHAPES);
    for (int p = 0; p < POINTS; p++) {
        double lon = rand() / (double)RAND_MAX * 360 - 180,
               lat = rand() / (double)RAND_MAX * 180 - 90;
        double want = INFINITY;
        if (p % 2 == 0) { /* close to one of them */
            const double *near = xy[p % SHAPES] + 2 * (p % CIRCLE);
            lon = fmax(-180, fmin(180, near[0] + lon / 18000));
            lat = fmax(-90, fmin(90, near[1] + lat / 9000));
        }
        for (int i = 0; i < SHAPES; i++) {
            for (int k = 0; k < CIRCLE; k++)
                want = fmin(want, geodesic_to_segment(lon, lat, xy[i] + 2 * k, xy[i] + 2 * k + 2));
        }
        struct nearest n = edges_nearest(e, lon, lat, 0);
        double got = geodesic_distance(lon, lat, n.lon, n.lat);
        if (!(fabs(got - want) < 0.05 + 5e-4 * (want > 1e6 ? want : 0) + 3e-5 * want))
            fail_msg("%.6f, %.6f: %.3f, want %.3f", lon, lat, got, want);
    }
    edges_free(e);
}

static void without_edges_everything_is_infinitely_far(void **state)
{
    struct multipolygon empty = {.box = BOX_EMPTY};
    double xy[] = {0, 0, 1, 0, 1, 1, 0, 0};
    struct ring ring[] = {{0, 4, false}};
    struct multipolygon some = shape(xy, 4, ring, 1);
    struct edges *e = edges_new(NULL, 0);

    (void)state;
    assert_true(isinf(edges_nearest(e, 10, 10, 0).chord));
    edges_free(e);
    assert_true(isinf(geodesic_deviation(&some, &empty)));
    assert_true(geodesic_deviation(&empty, &some) == 0);
    assert_true(geodesic_area(&empty) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_distances),
        cmocka_unit_test(cells_of_the_graticule_have_the_area_of_the_formula),
        cmocka_unit_test(holes_are_taken_off),
        cmocka_unit_test(distance_to_an_edge_that_is_straight_in_degrees),
        cmocka_unit_test(deviation_is_the_largest_of_all_least_distances),
        cmocka_unit_test(the_tree_finds_what_trying_every_edge_finds),
        cmocka_unit_test(without_edges_everything_is_infinitely_far),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
