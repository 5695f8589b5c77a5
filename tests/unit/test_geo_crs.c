/* test_geo_crs.c - names, axis orders and the Mercator formula. */
#include "geo/crs.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static void names_are_taken_exactly(void **state)
{
    static const struct {
        const char *text;
        int want; /* -1: refused */
    } rows[] = {
        {"http://www.opengis.net/def/crs/OGC/1.3/CRS84", CRS_84},
        {"https://www.opengis.net/def/crs/OGC/1.3/CRS84", CRS_84},
        {"[OGC:CRS84]", CRS_84},
        {"http://www.opengis.net/def/crs/EPSG/0/4326", CRS_EPSG_4326},
        {"http://www.opengis.net/def/crs/EPSG/0/4490", CRS_EPSG_4490},
        {"https://www.opengis.net/def/crs/EPSG/0/3857", CRS_EPSG_3857},
        {"[EPSG:4326]", CRS_EPSG_4326},
        {"[EPSG:4490]", CRS_EPSG_4490},
        {"[EPSG:3857]", CRS_EPSG_3857},
        {"", -1},
        {"EPSG:4326", -1},
        {"[EPSG:4326", -1},
        {"[epsg:4326]", -1},
        {"http://www.opengis.net/def/crs/EPSG/0/4326/", -1},
        {"http://www.opengis.net/def/crs/EPSG/0/900913", -1},
        {"http://www.opengis.net/def/crs/OGC/1.3/CRS84 ", -1},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        enum crs crs;
        int got = crs_parse(rows[i].text, &crs) ? (int)crs : -1;
        if (got != rows[i].want)
            fail_msg("\"%s\": %d, want %d", rows[i].text, got, rows[i].want);
    }
}

static void every_system_reads_its_own_name(void **state)
{
    (void)state;
    for (int i = 0; i < CRS_COUNT; i++) {
        enum crs crs;
        assert_true(crs_parse(crs_uri((enum crs)i), &crs));
        assert_int_equal(crs, i);
    }
}

static void positions_are_written_in_the_order_of_the_system(void **state)
{
    static const struct {
        enum crs crs;
        double first, second, off; /* of 116.3 east, 39.96 north */
    } rows[] = {
        {CRS_84, 116.3, 39.96, 0},
        {CRS_EPSG_4326, 39.96, 116.3, 0},
        {CRS_EPSG_4490, 39.96, 116.3, 0},
        {CRS_EPSG_3857, 12946456.779258, 4860131.289921, 1e-5},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        double first, second, lon, lat;
        crs_from_lonlat(rows[i].crs, 116.3, 39.96, &first, &second);
        if (fabs(first - rows[i].first) > rows[i].off ||
            fabs(second - rows[i].second) > rows[i].off)
            fail_msg("row %zu: %.3f, %.3f", i, first, second);
        crs_to_lonlat(rows[i].crs, first, second, &lon, &lat);
        assert_true(fabs(lon - 116.3) < 1e-12 && fabs(lat - 39.96) < 1e-12);
        assert_int_equal(crs_latitude_first(rows[i].crs), rows[i].first < 90);
    }
}

static void mercator_keeps_to_its_known_corners(void **state)
{
    static const struct {
        double lon, lat, x, y;
    } rows[] = {
        {0, 0, 0, 0},
        {180, 0, 20037508.342789, 0},
        {-180, 85.0511287798066, -20037508.342789, 20037508.342789},
        {180, -85.0511287798066, 20037508.342789, -20037508.342789},
        {0, 85.06, 0, 20048966.104015},
        {0, 90, 0, 20048966.104015}, /* the pole is held at 85.06, not infinitely far */
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        double x, y;
        crs_from_lonlat(CRS_EPSG_3857, rows[i].lon, rows[i].lat, &x, &y);
        if (fabs(x - rows[i].x) > 0.001 || fabs(y - rows[i].y) > 0.001)
            fail_msg("row %zu: %.6f, %.6f", i, x, y);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_taken_exactly),
        cmocka_unit_test(every_system_reads_its_own_name),
        cmocka_unit_test(positions_are_written_in_the_order_of_the_system),
        cmocka_unit_test(mercator_keeps_to_its_known_corners),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
