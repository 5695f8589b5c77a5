/* test_geo_geojson.c - what the reader takes, what it refuses and where it says the fault is; and
 * what the writer writes. */
#include "base/mem.h"
#include "geo/geojson_read.h"
#include "geo/geojson_write.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct geojson_limits limits = {.max_points = 40, .max_rings = 6};

static bool read_text(const char *text, size_t len, struct arena *arena, struct geometry *g,
                      struct err *err)
{
    struct json_reader r;

    json_reader_init(&r, text, len, 16, arena, err);
    return geojson_read_geometry(&r, &limits, arena, g, err);
}

static void sound_geometries_are_taken(void **state)
{
    static const struct {
        const char *text;
        enum geometry_kind kind;
        uint32_t n_points, n_members; /* rings or lines */
    } rows[] = {
        {"null", GEOMETRY_NONE, 0, 0},
        {"{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,0]]]}", GEOMETRY_AREA, 4, 1},
        {"{\"coordinates\":[[[0,0],[1,0],[1,1],[0,0]]],\"type\":\"Polygon\"}", GEOMETRY_AREA, 4, 1},
        {"{\"type\":\"Polygon\",\"bbox\":[0,0,[1],{\"a\":1}],\"x\":null,"
         "\"coordinates\":[[[0,0],[9,0],[9,9],[0,0]],[[4,1],[5,2],[5,1],[4,1]]]}",
         GEOMETRY_AREA, 8, 2},
        {"{\"type\":\"MultiPolygon\",\"coordinates\":[[[[0,0],[1,0],[1,1],[0,0]]],"
         "[[[5,5],[9,5],[9,9],[5,5]],[[7,6],[8,7],[8,6],[7,6]]]]}",
         GEOMETRY_AREA, 12, 3},
        {"{\"type\":\"Polygon\",\"coordinates\":[[[0,0,3],[1,0,3.5],[1,1,3],[0,0,1e9]]]}",
         GEOMETRY_AREA, 4, 1}, /* heights */
        {"{\"type\":\"Polygon\",\"coordinates\":[[[-180,-90],[-1,-90],[-1,90],[-180,-90]]]}",
         GEOMETRY_AREA, 4, 1},
        {"{\"type\":\"LineString\",\"coordinates\":[[0,0],[1,0]]}", GEOMETRY_LINES, 2, 1},
        {"{\"type\":\"MultiLineString\",\"coordinates\":[[[0,0],[1,0]],[[2,2],[3,3],[4,3]]]}",
         GEOMETRY_LINES, 5, 2},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena *arena = arena_new();
        struct geometry g;
        struct err err = {0};

        if (!read_text(rows[i].text, strlen(rows[i].text), arena, &g, &err))
            fail_msg("row %zu: %s", i, err.text);
        assert_int_equal(g.kind, rows[i].kind);
        assert_int_equal(g.kind == GEOMETRY_LINES ? g.lines.n_points : g.area.n_points,
                         rows[i].n_points);
        assert_int_equal(g.kind == GEOMETRY_LINES ? g.lines.n_lines : g.area.n_rings,
                         rows[i].n_members);
        arena_free(arena);
    }
}

#define POLYGON(coordinates) "{\"type\":\"Polygon\",\"coordinates\":" coordinates "}"
#define MULTI(coordinates) "{\"type\":\"MultiPolygon\",\"coordinates\":" coordinates "}"
#define LINE(coordinates) "{\"type\":\"LineString\",\"coordinates\":" coordinates "}"
#define LINES(coordinates) "{\"type\":\"MultiLineString\",\"coordinates\":" coordinates "}"
#define RING "[[0,0],[1,0],[1,1],[0,0]]"
#define TEN_POINTS "[0,0],[1,0],[1,1],[0,1],[0,2],[1,2],[2,2],[2,1],[2,0],[1,0],"

/* "field" is where the sender has to look, "says" a piece of the English text. */
static void what_is_refused_is_named_with_its_place(void **state)
{
    static const struct {
        const char *text, *field, *says;
    } rows[] = {
        /* the two that crash GEOS 3.11.1's own reader */
        {POLYGON("[[[0,0],[1,0],[],[0,0]]]"), "coordinates[0][2]", "empty array"},
        {LINE("[[],[]]"), "coordinates[0]", "empty array"},
        {MULTI("[[[[],[0,0]]]]"), "coordinates[0][0][0]", "empty array"},
        {POLYGON("[]"), "coordinates", "empty array"},
        {POLYGON("[[]]"), "coordinates[0]", "empty array"},
        {MULTI("[[" RING "],[]]"), "coordinates[1]", "empty array"},
        {MULTI("[[" RING "],[[]]]"), "coordinates[1][0]", "empty array"},
        /* other kinds */
        {"{\"type\":\"Point\",\"coordinates\":[1,2]}", "type", "\"Point\""},
        {"{\"coordinates\":[1,2],\"type\":\"Point\"}", "type", "\"Point\""},
        {"{\"type\":\"MultiPoint\",\"coordinates\":[[1,2]]}", "type", "\"MultiPoint\""},
        {"{\"type\":\"GeometryCollection\",\"geometries\":[]}", "type", "\"GeometryCollection\""},
        {"{\"type\":\"polygon\",\"coordinates\":[" RING "]}", "type", "\"polygon\""},
        {"{\"type\":7,\"coordinates\":[" RING "]}", "type", "not a string"},
        {"{\"coordinates\":[" RING "]}", "type", "no type"},
        {"{\"type\":\"Polygon\"}", "coordinates", "no coordinates"},
        {"{\"type\":\"Polygon\",\"coordinates\":null}", "coordinates", "neither a number"},
        {"{\"type\":\"Polygon\",\"coordinates\":{}}", "coordinates", "neither a number"},
        {"{\"type\":\"Polygon\",\"coordinates\":5}", "coordinates", "a number stands"},
        {"[]", "geometry", "must be an object"},
        {"\"Polygon\"", "geometry", "must be an object"},
        /* shape of the nest */
        {POLYGON("[[0,0],[1,0],[1,1],[0,0]]"), "coordinates", "3 arrays deep, not 2"},
        {POLYGON("[[" RING "]]"), "coordinates", "3 arrays deep, not 4"},
        {LINE("[" RING "]"), "coordinates", "2 arrays deep, not 3"},
        {LINES("[[0,0],[1,0]]"), "coordinates", "3 arrays deep, not 2"},
        {POLYGON("[1,2]"), "coordinates", "3 arrays deep, not 1"},
        {POLYGON("[[[0,0],[1,0],[[1,1]],[0,0]]]"), "coordinates[0][2][0]", "nested deeper"},
        {POLYGON("[[[0,0],[1,0],1,[0,0]]]"), "coordinates[0][2]", "a number stands"},
        {POLYGON("[[[0,0],[1,[0]],[1,1],[0,0]]]"), "coordinates[0][1][1]", "nested deeper"},
        {POLYGON("[[[[[[1]]]]]]"), "coordinates[0][0][0][0]", "nested deeper"},
        {POLYGON("[[[0,0],[1,0],[1,\"1\"],[0,0]]]"), "coordinates[0][2][1]", "neither a number"},
        {POLYGON("[[[0,0],[1,0],null,[0,0]]]"), "coordinates[0][2]", "neither a number"},
        {POLYGON("[[[0,0],[1],[1,1],[0,0]]]"), "coordinates[0][1]", "longitude and a latitude"},
        {POLYGON("[[[0,0],[1,0,0,0,0],[1,1],[0,0]]]"), "coordinates[0][1][4]", "more than four"},
        /* numbers */
        {POLYGON("[[[0,0],[180.5,0],[1,1],[0,0]]]"), "coordinates[0][1]", "longitude"},
        {POLYGON("[[[0,0],[1,-90.01],[1,1],[0,0]]]"), "coordinates[0][1]", "latitude"},
        {POLYGON("[[[0,0],[1e308,0],[1,1],[0,0]]]"), "coordinates[0][1]", "longitude"},
        {POLYGON("[[[0,0],[1e999,0],[1,1],[0,0]]]"), "", "too large"},
        {POLYGON("[[[0,0],[NaN,0],[1,1],[0,0]]]"), "", "a value was expected"},
        {POLYGON("[[[0,0],[01,0],[1,1],[0,0]]]"), "", "number"},
        /* rings and lines */
        {POLYGON("[[[0,0],[1,0],[0,0]]]"), "coordinates[0]", "four positions"},
        {POLYGON("[" RING ",[[0,0],[1,0]]]"), "coordinates[1]", "four positions"},
        {MULTI("[[" RING "],[" RING ",[[0,0],[1,0]]]]"), "coordinates[1][1]", "four positions"},
        {POLYGON("[[[0,0],[1,0],[1,1],[0,1]]]"), "coordinates[0]", "not closed"},
        {POLYGON("[[[0,0],[1,0],[1,1],[0,1e-13]]]"), "coordinates[0]", "not closed"},
        {LINE("[[0,0]]"), "coordinates", "two positions"},
        {LINES("[[[0,0],[1,1]],[[0,0]]]"), "coordinates[1]", "two positions"},
        {POLYGON("[[[170,0],[-170,0],[-170,1],[170,0]]]"), "coordinates[0][1]", "180 degrees"},
        {LINE("[[-90,0],[90,0]]"), "coordinates[1]", "180 degrees"},
        {MULTI("[[" RING "],[[[0,0],[100,0],[-100,1],[0,0]]]]"), "coordinates[1][0][2]",
         "180 degrees"},
        /* more than is allowed here: 40 points, 6 rings */
        {POLYGON("[[" TEN_POINTS TEN_POINTS TEN_POINTS TEN_POINTS "[0,0]]]"), "coordinates",
         "more than 40 points"},
        {POLYGON("[" RING "," RING "," RING "," RING "," RING "," RING "," RING "]"), "coordinates",
         "more than 6 rings"},
        /* text that is no JSON */
        {"{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0]", "", "ends too early"},
        {"", "", "ends too early"},
        {"{\"type\":\"Polygon\",\"type\":\"Polygon\"}", "", "twice"},
        {"{\"x\":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}", "", "nested too deeply"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena *arena = arena_new();
        struct geometry g;
        struct err err = {0};

        if (read_text(rows[i].text, strlen(rows[i].text), arena, &g, &err))
            fail_msg("row %zu was taken: %s", i, rows[i].text);
        assert_int_equal(err.kind, ERR_BAD_BODY);
        if (strcmp(err.field, rows[i].field) != 0 || !strstr(err.text, rows[i].says))
            fail_msg("row %zu: [%s] %s", i, err.field, err.text);
        assert_true(err.zh[0] != '\0');
        arena_free(arena);
    }
}

static void a_fault_the_scanner_finds_reaches_whoever_asked(void **state)
{
    struct arena *arena = arena_new();
    struct err scanner_err = {0}, err = {0};
    struct json_reader r;
    struct geometry g;

    (void)state;
    json_reader_init(&r, "{\"type\":!", 9, 16, arena, &scanner_err);
    assert_false(geojson_read_geometry(&r, &limits, arena, &g, &err));
    assert_non_null(strstr(err.text, "byte 8"));
    arena_free(arena);
}

static void reading_goes_on_after_the_geometry(void **state)
{
    static const char text[] = "[" POLYGON("[" RING "]") ",null,7]";
    struct arena *arena = arena_new();
    struct err err = {0};
    struct json_reader r;
    struct geometry g;

    (void)state;
    json_reader_init(&r, text, strlen(text), 16, arena, &err);
    assert_int_equal(json_next(&r), JSON_ARRAY_BEGIN);
    assert_true(geojson_read_geometry(&r, &limits, arena, &g, &err));
    assert_true(g.area.box.max_x == 1 && !g.area.rings[0].hole);
    assert_true(geojson_read_geometry(&r, &limits, arena, &g, &err));
    assert_int_equal(g.kind, GEOMETRY_NONE);
    assert_int_equal(json_next(&r), JSON_NUMBER);
    arena_free(arena);
}

/* Nesting by the million and counts by the million end at once, with what was taken given back. */
static void a_flood_is_refused(void **state)
{
    static const struct {
        const char *start, *again;
    } rows[] = {
        {"{\"type\":\"Polygon\",\"coordinates\":", "["},
        {"{\"type\":\"Polygon\",\"coordinates\":[", "[[0,0],[1,1],[2,2],[0,0]],"},
        {"{\"type\":\"LineString\",\"coordinates\":[", "[0,0],"},
        {"{\"type\":\"MultiPolygon\",\"coordinates\":[", "[],"},
        {"", "{\"coordinates\":"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buf b = {0};
        struct arena *arena = arena_new();
        struct geometry g;
        struct err err = {0};

        buf_puts(&b, rows[i].start);
        for (int k = 0; k < 1000000; k++)
            buf_puts(&b, rows[i].again);
        assert_false(read_text(b.data, b.len, arena, &g, &err));
        assert_int_equal(err.kind, ERR_BAD_BODY);
        arena_free(arena);
        buf_free(&b);
    }
}

static double some_xy[] = {0, 0, 10.5, 0, 10.123456789, 10, 0,  0,    1,  1,         2,  2,
                           2, 1, 1,    1, 20,           0,  24, -0.0, 20, 4.0000001, 20, 0};
static struct ring some_rings[] = {{0, 4, false}, {4, 4, true}, {8, 4, false}};

static void shapes_are_written_part_by_part(void **state)
{
    static const struct {
        uint32_t n_rings;
        enum crs crs;
        int decimals;
        const char *want;
    } rows[] = {
        {0, CRS_84, 6, "{\"type\":\"MultiPolygon\",\"coordinates\":[]}"},
        {1, CRS_84, 6,
         "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[10.5,0],[10.123457,10],[0,0]]]}"},
        {1, CRS_84, 0, "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[11,0],[10,10],[0,0]]]}"},
        {2, CRS_EPSG_4490, 8,
         "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[0,10.5],[10,10.12345679],[0,0]],"
         "[[1,1],[2,2],[1,2],[1,1]]]}"},
        {3, CRS_EPSG_4326, 6,
         "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[0,0],[0,10.5],[10,10.123457],[0,0]],"
         "[[1,1],[2,2],[1,2],[1,1]]],[[[0,20],[0,24],[4,20],[0,20]]]]}"},
        {1, CRS_EPSG_3857, 6,
         "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1168854.653,0],[1126938.055,1118889.975],["
         "0,0]]]}"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct multipolygon m = {.xy = some_xy, .rings = some_rings, .n_rings = rows[i].n_rings};
        struct buf b = {0};
        for (uint32_t k = 0; k < rows[i].n_rings; k++)
            m.n_points += some_rings[k].n_points;
        geojson_write_area(&b, &m, rows[i].crs, rows[i].decimals);
        buf_putc(&b, '\0');
        assert_string_equal(b.data, rows[i].want);
        buf_free(&b);
    }
}

static void numbers_are_written_as_short_as_they_can_be(void **state)
{
    static const struct {
        double x, y;
        int decimals;
        const char *want;
    } rows[] = {
        {0, -0.0, 6, "[0,0]"},
        {-0.0000004, 0.0000005, 6, "[0,0.000001]"},
        {116.3, -39.96, 6, "[116.3,-39.96]"},
        {-180, 90, 8, "[-180,90]"},
        {179.99999999, -89.99999999, 8, "[179.99999999,-89.99999999]"},
        {179.99999999, 0.1, 6, "[180,0.1]"},
        {100.000001, 0.00000001, 8, "[100.000001,0.00000001]"},
        {7.5, 99.5, 0, "[8,100]"},
        {0.05, 1.005, 1, "[0.1,1]"},
        {123.456789012, 10.10, 9, "[123.456789012,10.1]"},
        {109.999999, 9, 6, "[109.999999,9]"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buf b = {0}, want = {0};
        geojson_write_point(&b, rows[i].x, rows[i].y, CRS_84, rows[i].decimals);
        buf_printf(&want, "{\"type\":\"Point\",\"coordinates\":%s}", rows[i].want);
        buf_putc(&b, '\0');
        assert_string_equal(b.data, want.data);
        buf_free(&b);
        buf_free(&want);
    }
}

static void lines_are_written_singly_or_together(void **state)
{
    double xy[] = {1, 2, 3, 4, 5, 6, 7, 8};
    uint32_t one[] = {0, 4}, two[] = {0, 2, 4}, none[] = {0};
    struct {
        struct multiline l;
        const char *want;
    } rows[] = {
        {{xy, one, 4, 1}, "{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,4],[5,6],[7,8]]}"},
        {{xy, two, 4, 2},
         "{\"type\":\"MultiLineString\",\"coordinates\":[[[1,2],[3,4]],[[5,6],[7,8]]]}"},
        {{xy, none, 0, 0}, "{\"type\":\"MultiLineString\",\"coordinates\":[]}"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buf b = {0};
        geojson_write_lines(&b, &rows[i].l, CRS_84, 6);
        buf_putc(&b, '\0');
        assert_string_equal(b.data, rows[i].want);
        buf_free(&b);
    }
}

/* More points than are written at once, and every one comes back as it was. */
static void what_was_written_is_read_back(void **state)
{
    enum { N = 1700 };
    static double xy[2 * N];
    struct ring ring = {0, N, false};
    struct multipolygon m = {.xy = xy, .rings = &ring, .n_points = N, .n_rings = 1};
    static const struct geojson_limits wide = {.max_points = N, .max_rings = 1};
    struct arena *arena = arena_new();
    struct json_reader r;
    struct geometry g;
    struct err err = {0};
    struct buf b = {0};

    (void)state;
    for (int i = 0; i < N; i++) {
        int step = i % (N - 1);
        xy[2 * i] = round(1e6 * (105 + 30 * cos(step / 270.5))) / 1e6;
        xy[2 * i + 1] = round(1e6 * (35 + 20 * sin(step / 270.5))) / 1e6;
    }
    geojson_write_area(&b, &m, CRS_84, 6);
    json_reader_init(&r, b.data, b.len, 16, arena, &err);
    if (!geojson_read_geometry(&r, &wide, arena, &g, &err))
        fail_msg("%s", err.text);
    assert_int_equal(g.area.n_points, N);
    assert_memory_equal(g.area.xy, xy, sizeof xy);
    arena_free(arena);
    buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sound_geometries_are_taken),
        cmocka_unit_test(what_is_refused_is_named_with_its_place),
        cmocka_unit_test(a_fault_the_scanner_finds_reaches_whoever_asked),
        cmocka_unit_test(reading_goes_on_after_the_geometry),
        cmocka_unit_test(a_flood_is_refused),
        cmocka_unit_test(shapes_are_written_part_by_part),
        cmocka_unit_test(numbers_are_written_as_short_as_they_can_be),
        cmocka_unit_test(lines_are_written_singly_or_together),
        cmocka_unit_test(what_was_written_is_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
