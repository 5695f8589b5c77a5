/* test_geo_intake.c - what people hand in as a shape: taken, or refused with the reason and the
 * place.  Rows of GeoJSON and CSV; the binary formats have tests of their own. */
#include "intake_rows.h"

#include <time.h>

#define SQUARE "[[121,31],[121.1,31],[121.1,31.1],[121,31.1],[121,31]]"
#define HOLE "[[121.02,31.02],[121.02,31.04],[121.04,31.04],[121.02,31.02]]"
#define EAST_SQUARE "[[122,31],[122.1,31],[122.1,31.1],[122,31.1],[122,31]]"
#define NEXT_DOOR "[[121.1,31],[121.2,31],[121.2,31.1],[121.1,31.1],[121.1,31]]"
#define POLYGON(rings) "{\"type\":\"Polygon\",\"coordinates\":[" rings "]}"
#define FEATURE(g) "{\"type\":\"Feature\",\"properties\":{\"n\":1},\"geometry\":" g "}"
#define COLLECTION(f) "{\"type\":\"FeatureCollection\",\"features\":[" f "]}"

static const struct intake_row geojson_rows[] = {
    {.text = POLYGON(SQUARE), .rings = 1, .points = 5, .first_x = 121.1, .first_y = 31.1},
    {.text = "\xEF\xBB\xBF" POLYGON(SQUARE), .rings = 1, .points = 5},
    {.text = POLYGON(SQUARE "," HOLE), .rings = 2, .points = 9},
    {.text = FEATURE(POLYGON(SQUARE)), .rings = 1, .points = 5},
    {.text = "{\"geometry\":" POLYGON(SQUARE) ",\"type\":\"Feature\"}", .rings = 1, .points = 5},
    {.text = COLLECTION(FEATURE(POLYGON(SQUARE))), .rings = 1, .points = 5},
    {.text = COLLECTION(FEATURE(POLYGON(SQUARE)) "," FEATURE(POLYGON(EAST_SQUARE))),
     .rings = 2,
     .points = 10},
    {.text = COLLECTION(FEATURE(POLYGON(SQUARE)) "," FEATURE(POLYGON(NEXT_DOOR))),
     .says = "several areas in one shape must not overlap or share a side",
     .zh = "多个面不得重叠或共边"},
    {.text = COLLECTION(FEATURE(POLYGON(SQUARE)) "," FEATURE(POLYGON(SQUARE))),
     .says = "area 2, ring 1: the ring stands there twice",
     .zh = "第 2 个面第 1 个环：环重复"},
    {.text = COLLECTION(""), .says = "the shape is empty", .zh = "图形为空"},
    {.text = COLLECTION(FEATURE("null")), .says = "feature 1 has no geometry", .zh = "没有几何"},
    {.text = COLLECTION("{\"type\":\"Feature\"}"), .says = "no member \"geometry\""},
    {.text = COLLECTION("7"), .says = "a feature must be an object"},
    {.text = "{\"type\":\"FeatureCollection\",\"features\":7}", .says = "not an array"},
    {.text = "{\"type\":\"FeatureCollection\"}", .says = "the shape is empty"},
    {.text = "{\"type\":\"MultiPolygon\",\"coordinates\":[[" SQUARE "],[" EAST_SQUARE "]]}",
     .rings = 2,
     .points = 10},
    {.text = "{\"type\":\"MultiPolygon\",\"coordinates\":[]}", .says = "an empty array"},
    {.text = "{\"type\":\"Polygon\",\"coordinates\":[[]]}", .says = "an empty array"},
    {.text = "{\"type\":\"Point\",\"coordinates\":[121,31]}",
     .says = "type \"Point\" is not taken here; Polygon and MultiPolygon are",
     .zh = "“Point”"},
    {.text = "{\"type\":\"LineString\",\"coordinates\":[[121,31],[122,31]]}",
     .says = "type \"LineString\" is not taken here"},
    {.text = "{\"type\":\"GeometryCollection\",\"geometries\":[" POLYGON(SQUARE) "]}",
     .says = "type \"GeometryCollection\" is not taken here"},
    {.text = COLLECTION(FEATURE("{\"type\":\"LineString\",\"coordinates\":[[121,31],[122,31]]}")),
     .says = "type \"LineString\" is not taken here"},
    {.text = "[]", .says = "a GeoJSON document is an object"},
    {.text = "", .says = "nothing was handed in", .zh = "未提交"},
    {.text = "{}", .says = "the geometry has no type"},
    {.text = POLYGON(SQUARE) " x", .says = "cannot be read at byte"},
    {.text = "{\"type\":\"Polygon\"", .says = "cannot be read"},
    /* heights */
    {.text = POLYGON("[[121,31,5],[121.1,31,5],[121.1,31.1,5],[121,31,5]]"),
     .rings = 1,
     .points = 4,
     .heights = true},
    /* what is left out, and what is not */
    {.text = POLYGON("[[121,31],[121,31],[121.1,31],[121.1,31],[121.1,31.1],[121,31]]"),
     .rings = 1,
     .points = 4,
     .duplicates = 2},
    {.text = POLYGON("[[121,31],[121.1,31],[121.1,31.1],[121,31.1]]"),
     .says = "the ring is not closed",
     .zh = "未闭合"},
    /* faults of shape */
    {.text = POLYGON("[[121,31],[121.1,31.1],[121.1,31],[121,31.1],[121,31]]"),
     .says = "Self-intersection near 121.050000, 31.050000",
     .zh = "边自相交"},
    {.text = POLYGON("[[121,31],[121.1,31],[121.2,31],[121,31]]"),
     .says = "the ring encloses no area",
     .zh = "面积为零"},
    {.text = POLYGON("[[121,31],[121.1,31.0000000001],[121.2,31],[121,31]]"),
     .says = "the ring encloses no area"},
    {.text = POLYGON("[[121,31],[121,31],[121,31],[121,31]]"),
     .says = "fewer than three vertices",
     .zh = "少于三个"},
    {.text = POLYGON("[[121,31],[121.1,31],[121,31],[121,31]]"),
     .says = "fewer than three vertices"},
    {.text = POLYGON("[[121,31],[121.1,31],[121.1,31.1],[121.15,31.15],[121.1,31.1],[121,31.1],"
                     "[121,31]]"),
     .says = "a spike: the border runs to 121.150000, 31.150000",
     .zh = "尖刺"},
    {.text = POLYGON("[[121,31],[121.1,31],[121.2,31],[121.1,31],[121.1,31.1],[121,31.1],[121,31]"
                     "]"),
     .says = "a spike: the border runs to 121.200000, 31.000000"},
    {.text = POLYGON(SQUARE "," EAST_SQUARE),
     .says = "Hole lies outside shell",
     .zh = "孔洞在外环之外"},
    {.text = POLYGON(SQUARE "," SQUARE), .says = "area 1, ring 2: the ring stands there twice"},
    {.text = POLYGON(SQUARE "," HOLE "," HOLE), .says = "ring 3: the ring stands there twice"},
    /* places */
    {.text = POLYGON("[[31,121],[31.1,121],[31.1,121.1],[31,121]]"),
     .says = "the latitude is not between -90 and 90"},
    {.text = POLYGON("[[31,87],[31.1,87],[31.1,87.1],[31,87]]"),
     .says = "area 1, ring 1, vertex 1: the point lies far outside China",
     .zh = "第 1 个面第 1 个环第 1 个点：该点远在中国之外"},
    {.text = POLYGON("[[0,0],[1,0],[1,1],[0,0]]"), .says = "far outside China"},
    {.text = POLYGON("[[121,31],[1e999,31],[121.1,31.1],[121,31]]"), .says = "too large"},
    /* reference systems */
    {.text = POLYGON(SQUARE), .crs = DEGREES(DATUM_GCJ02), .rings = 1, .points = 5},
    {.text = POLYGON(SQUARE), .crs = GAUSS(120, 3), .says = "the easting is not one of"},
    {.text = "{\"type\":\"Polygon\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
             "\"urn:ogc:def:crs:EPSG::4490\"}},\"coordinates\":[" SQUARE "]}",
     .rings = 1,
     .points = 5},
    {.text = "{\"coordinates\":[[[500000,3400000],[501000,3400000],[501000,3401000],[500000,"
             "3400000]]],\"type\":\"Polygon\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
             "\"EPSG:4549\"}}}",
     .rings = 1,
     .points = 4,
     .first_x = 120},
    {.text = "{\"type\":\"Polygon\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
             "\"EPSG:4549\"}},\"coordinates\":[" SQUARE "]}",
     .crs = WGS84,
     .says = "contradicts the one that was given",
     .zh = "不符"},
    {.text = "{\"type\":\"Polygon\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
             "\"EPSG:2400\"}},\"coordinates\":[" SQUARE "]}",
     .says = "not supported: EPSG:2400"},
};

static const struct intake_row csv_rows[] = {
    {.text = "lon,lat\n121,31\n121.1,31\n121.1,31.1\n",
     .crs = WGS84,
     .rings = 1,
     .points = 4,
     .closed = 1},
    {.text = "lon,lat\n121,31\n121.1,31\n121.1,31.1\n121,31\n",
     .crs = WGS84,
     .rings = 1,
     .points = 4},
    {.text =
         "\xEF\xBB\xBF点号,经度(°),纬度（度）,高程\r\n1,121,31,4\r\n2,121.1,31,4\r\n3,121.1,31.1,4"
         "\r\n\r\n",
     .crs = WGS84,
     .rings = 1,
     .points = 4,
     .closed = 1,
     .heights = true},
    {.text = "x,y\n121,31\n121.1,31\n121.1,31.1\n",
     .crs = WGS84,
     .rings = 1,
     .points = 4,
     .closed = 1,
     .axes = INTAKE_AXES_X_EAST},
    {.text = "X,Y\n31,121\n31,121.1\n31.1,121.1\n",
     .crs = WGS84,
     .rings = 1,
     .points = 4,
     .closed = 1,
     .axes = INTAKE_AXES_X_NORTH,
     .first_x = 121,
     .first_y = 31},
    {.text = "x,y\n31,21\n31,21\n31.1,21\n", .crs = WGS84, .says = "not coordinates in China"},
    /* Gauss–Krüger */
    {.text = "东坐标,北坐标\n500000,3400000\n501000,3400000\n501000,3401000\n",
     .crs = GAUSS(120, 3),
     .rings = 1,
     .points = 4,
     .closed = 1,
     .first_x = 120,
     .first_y = 30.720617},
    {.text = "easting,northing\n40500000,3400000\n40501000,3400000\n40501000,3401000\n",
     .crs = GAUSS(120, 3),
     .rings = 1,
     .points = 4,
     .closed = 1,
     .first_x = 120},
    {.text = "easting,northing\n40500000,3400000\n40501000,3400000\n40501000,3401000\n",
     .crs = GAUSS(0, 0),
     .rings = 1,
     .points = 4,
     .closed = 1,
     .first_x = 120},
    {.text = "easting,northing\n20500000,3400000\n20501000,3400000\n20501000,3401000\n",
     .crs = GAUSS(0, 0),
     .rings = 1,
     .points = 4,
     .closed = 1,
     .first_x = 117},
    {.text = "X,Y\n3400000,40500000\n3400000,40501000\n3401000,40501000\n",
     .crs = GAUSS(0, 0),
     .rings = 1,
     .points = 4,
     .closed = 1,
     .axes = INTAKE_AXES_X_NORTH,
     .first_x = 120},
    {.text = "X,Y\n3400000,500000\n3400000,501000\n3401000,501000\n",
     .crs = GAUSS(120, 3),
     .rings = 1,
     .points = 4,
     .closed = 1,
     .axes = INTAKE_AXES_X_NORTH,
     .first_x = 120},
    {.text = "x,y\n500000,3400000\n501000,3400000\n501000,3401000\n",
     .crs = GAUSS(120, 3),
     .rings = 1,
     .points = 4,
     .closed = 1,
     .axes = INTAKE_AXES_X_EAST,
     .first_x = 120},
    {.text = "x,y\n500000,600000\n501000,600000\n501000,601000\n",
     .crs = GAUSS(114, 3),
     .says = "could both be the easting",
     .zh = "无法判定"},
    {.text = "easting,northing\n39500000,3400000\n39501000,3400000\n39501000,3401000\n",
     .crs = GAUSS(120, 3),
     .says = "line 2: the easting's zone prefix contradicts the central meridian",
     .zh = "第 2 行：东坐标带号前缀与所给中央子午线不符"},
    {.text = "easting,northing\n20500000,3400000\n20501000,3400000\n20501000,3401000\n",
     .crs = GAUSS(117, 3),
     .says = "zones of the other width"},
    {.text = "easting,northing\n12500000,3400000\n12501000,3400000\n12501000,3401000\n",
     .crs = GAUSS(0, 0),
     .says = "no zone of Gauss–Krüger in China"},
    {.text = "easting,northing\n40500000,3400000\n41501000,3400000\n41501000,3401000\n",
     .crs = GAUSS(0, 0),
     .says = "line 3: this easting has another zone prefix"},
    {.text = "easting,northing\n40500000,3400000\n501000,3400000\n501000,3401000\n",
     .crs = GAUSS(0, 0),
     .says = "line 3: this easting has no zone prefix and others have one"},
    {.text = "easting,northing\n500000,3400000\n40501000,3400000\n501000,3401000\n",
     .crs = GAUSS(120, 0),
     .says = "line 3: this easting has a zone prefix and others have none"},
    {.text = "easting,northing\n500000,3400000\n501000,3400000\n501000,3401000\n",
     .crs = GAUSS(0, 0),
     .says = "the central meridian must be given"},
    {.text = "easting,northing\n500000,3400000\n501000,3400000\n501000,3401000\n",
     .crs = GAUSS(121, 3),
     .says = "121 is not the central meridian"},
    {.text = "easting,northing\n500000,3400000\n501000,3400000\n501000,3401000\n",
     .crs = GAUSS(120, 6),
     .says = "120 is not the central meridian"},
    {.text = "easting,northing\n500000,3400000\n501000,3400000\n501000,9401000\n",
     .crs = GAUSS(120, 3),
     .says = "line 4: the northing is not one of"},
    {.text = "easting,northing\n13358339.0,3632749.1\n13369470.9,3632749.1\n13369470.9,3645763.2\n",
     .crs = {.kind = INTAKE_CRS_MERCATOR},
     .rings = 1,
     .points = 4,
     .closed = 1},
    /* rings */
    {.text = "ring,lon,lat\na,121,31\na,121.1,31\na,121.1,31.1\na,121,31.1\nb,121.02,31.02\n"
             "b,121.02,31.04\nb,121.04,31.04\n",
     .crs = WGS84,
     .rings = 2,
     .points = 9,
     .closed = 2},
    {.text = "环,经度,纬度\nb,121.02,31.02\nb,121.02,31.04\nb,121.04,31.04\na,121,31\na,121.1,31\n"
             "a,121.1,31.1\na,121,31.1\n",
     .crs = WGS84,
     .rings = 2,
     .points = 9,
     .closed = 2},
    {.text =
         "地块,圈号,经度,纬度\n1,1,121,31\n1,1,121.1,31\n1,1,121.1,31.1\n2,1,122,31\n2,1,122.1,31\n"
         "2,1,122.1,31.1\n",
     .crs = WGS84,
     .rings = 2,
     .points = 8,
     .closed = 2},
    {.text =
         "ring,lon,lat\na,121,31\na,121.1,31\na,121.1,31.1\nb,122,31\nb,122.1,31\nb,122.1,31.1\n"
         "a,121,31.1\n",
     .crs = WGS84,
     .says = "line 8: this ring was left before",
     .zh = "第 8 行"},
    {.text = "ring,lon,lat\na,121,31\na,121.1,31\n", .crs = WGS84, .says = "fewer than three"},
    /* what is not understood */
    {.text = "lon,lat\n121,31\n121.1,31\n121.1,31.1\n",
     .says = "does not tell its reference",
     .zh = "坐标系"},
    {.text = "lon,lat\n121,31\n",
     .crs = GAUSS(120, 3),
     .says = "longitude and latitude, which contradicts"},
    {.text = "东坐标,北坐标\n121,31\n",
     .crs = WGS84,
     .says = "easting and northing, which contradicts"},
    {.text = "lon,lat\n", .crs = WGS84, .says = "the shape is empty"},
    {.text = "\n", .crs = WGS84, .says = "names no coordinate columns"},
    {.text = "121,31\n121.1,31\n",
     .crs = WGS84,
     .says = "names no coordinate columns",
     .zh = "首行"},
    {.text = "lon\n121\n", .crs = WGS84, .says = "one coordinate column without the other"},
    {.text = "lon,lat,lng\n121,31,1\n", .crs = WGS84, .says = "mean the same: \"lon\" and \"lng\""},
    {.text = "lon,lat,x,y\n121,31,1,1\n", .crs = WGS84, .says = "more than one pair"},
    {.text = "lon,lat\n121,31\n121.1\n", .crs = WGS84, .says = "line 3: a coordinate is missing"},
    {.text = "lon,lat\n121,31\n121°30′,31\n",
     .crs = WGS84,
     .says = "line 3: a coordinate is not a decimal"},
    {.text = "lon,lat\n0x79,31\n", .crs = WGS84, .says = "line 2: a coordinate is not a decimal"},
    {.text = "lon,lat\nnan,31\n", .crs = WGS84, .says = "line 2: a coordinate is not a decimal"},
    {.text = "lon,lat\n1e999,31\n", .crs = WGS84, .says = "line 2: a coordinate is not a decimal"},
    {.text = "lon,lat\n31,121\n", .crs = WGS84, .says = "line 2: the latitude is not between"},
    {.text = "lon,lat\n\xBE\xAD,31\n", .crs = WGS84, .says = "not UTF-8", .zh = "UTF-8"},
};

static void geojson_is_taken_or_refused_with_the_reason(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(geojson_rows); i++)
        check_row(i, &geojson_rows[i], INTAKE_GEOJSON);
}

static void csv_is_taken_or_refused_with_the_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(csv_rows); i++)
        check_row(i, &csv_rows[i], INTAKE_CSV);
}

static void names_of_reference_systems_are_known(void **state)
{
    static const struct {
        const char *name, *text; /* NULL: not ours */
    } rows[] = {
        {"cgcs2000", "cgcs2000"},
        {"WGS84", "wgs84"},
        {"gcj02", "gcj02"},
        {"bd09", "bd09"},
        {"EPSG:4490", "cgcs2000"},
        {"epsg:4326", "wgs84"},
        {"epsg:3857", "epsg:3857"},
        {"epsg:4491", "cgcs2000 gauss-krüger 6° 75E"},
        {"epsg:4501", "cgcs2000 gauss-krüger 6° 135E"},
        {"epsg:4502", "cgcs2000 gauss-krüger 6° 75E"},
        {"epsg:4508", "cgcs2000 gauss-krüger 6° 111E"},
        {"epsg:4512", "cgcs2000 gauss-krüger 6° 135E"},
        {"epsg:4513", "cgcs2000 gauss-krüger 3° 75E"},
        {"epsg:4528", "cgcs2000 gauss-krüger 3° 120E"},
        {"epsg:4533", "cgcs2000 gauss-krüger 3° 135E"},
        {"epsg:4534", "cgcs2000 gauss-krüger 3° 75E"},
        {"epsg:4549", "cgcs2000 gauss-krüger 3° 120E"},
        {"epsg:4554", "cgcs2000 gauss-krüger 3° 135E"},
        {"cgcs2000-gk", "cgcs2000 gauss-krüger"},
        {"cgcs2000-gk3", "cgcs2000 gauss-krüger 3°"},
        {"cgcs2000-gk-120", "cgcs2000 gauss-krüger 120E"},
        {"cgcs2000-gk3-120", "cgcs2000 gauss-krüger 3° 120E"},
        {"cgcs2000-gk6-117", "cgcs2000 gauss-krüger 6° 117E"},
        {"cgcs2000-gk6-120", NULL},
        {"cgcs2000-gk-121", NULL},
        {"cgcs2000-gk-", NULL},
        {"wgs84-120", NULL},
        {"epsg:4490-120", NULL},
        {"epsg:4555", NULL},
        {"epsg:", NULL},
        {"epsg: 4490", NULL},
        {"epsg:2400", NULL},
        {"", NULL},
        {"a name that is much longer than any name of a reference system that we know", NULL},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct intake_crs crs;
        char text[64];
        bool ok = intake_crs_parse(rows[i].name, &crs);

        if (ok != (rows[i].text != NULL) ||
            (ok && strcmp(intake_crs_text(&crs, text), rows[i].text) != 0))
            fail_msg("%s: %s", rows[i].name, ok ? text : "not known");
    }
}

static void formats_have_names(void **state)
{
    enum intake_format f;

    (void)state;
    for (int i = 0; i < INTAKE_FORMATS; i++) {
        assert_true(intake_format_parse(intake_format_name((enum intake_format)i), &f));
        assert_int_equal(f, i);
    }
    assert_false(intake_format_parse("dxf", &f));
}

static void limits_are_kept_and_named(void **state)
{
    static const struct {
        enum intake_format format;
        const char *text;
        uint32_t points, rings;
        const char *says;
    } rows[] = {
        {INTAKE_GEOJSON, POLYGON(SQUARE), 5, 1, NULL},
        {INTAKE_GEOJSON, POLYGON(SQUARE), 4, 1, "more than 4 points"},
        {INTAKE_GEOJSON, POLYGON(SQUARE "," HOLE), 9, 1, "more than 1 rings"},
        {INTAKE_GEOJSON, COLLECTION(FEATURE(POLYGON(SQUARE)) "," FEATURE(POLYGON(EAST_SQUARE))), 9,
         2, "more than 9 vertices"},
        {INTAKE_GEOJSON, COLLECTION(FEATURE(POLYGON(SQUARE)) "," FEATURE(POLYGON(EAST_SQUARE))), 99,
         1, "more than 1 rings"},
        {INTAKE_CSV, "lon,lat\n121,31\n121.1,31\n121.1,31.1\n", 4, 1, NULL},
        {INTAKE_CSV, "lon,lat\n121,31\n121.1,31\n121.1,31.1\n", 3, 1, "more than 3 vertices"},
        {INTAKE_CSV, "lon,lat\n121,31\n121.1,31\n121.1,31.1\n121,31.1\n", 3, 1, "more than 3"},
        {INTAKE_CSV, "ring,lon,lat\n1,121,31\n1,121.1,31\n1,121.1,31.1\n2,122,31\n", 9, 1,
         "more than 1 rings"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct intake_options o = {.format = rows[i].format,
                                         .crs = WGS84,
                                         .max_points = rows[i].points,
                                         .max_rings = rows[i].rings};
        struct arena *arena = arena_new();
        struct geos *g = geos_new();
        struct intake_result out;
        struct err err = {0};

        bool ok = intake_read(g, (struct bytes){rows[i].text, strlen(rows[i].text)}, &o, arena,
                              &out, &err);
        if (ok != (rows[i].says == NULL) || (!ok && !strstr(err.text, rows[i].says)))
            fail_msg("row %zu: %s", i, err.text);
        geos_free(g);
        arena_free(arena);
    }
}

/* Teeth so slanted that the boxes of all of them meet; what would take GEOS minutes. */
static void put_comb(struct buf *b, int n)
{
    buf_puts(b, "{\"type\":\"Polygon\",\"coordinates\":[[[121,30.9]");
    for (int i = 0; i < n; i++)
        buf_printf(b, ",[%.9f,%.4f]", 121 + 0.1 * i / n + (i % 2 ? 0.1 : 0), i % 2 ? 31.1 : 31.0);
    buf_puts(b, ",[121.1,30.9],[121,30.9]]]}");
}

static void put_flat(struct buf *b, int n)
{
    buf_puts(b, "{\"type\":\"Polygon\",\"coordinates\":[[[121,31]");
    for (int i = 0; i < n; i++)
        buf_puts(b, i % 2 ? ",[121,31]" : ",[122,31]");
    buf_puts(b, ",[121,31]]]}");
}

static void what_would_take_long_is_refused_at_once(void **state)
{
    static const struct {
        const char *what;
        void (*put)(struct buf *, int);
        int n;
        const char *says;
    } rows[] = {
        {"a comb", put_comb, 100000, "too intricate"},
        {"a million vertices", put_comb, 1000000, "more than 200000 points"},
        {"a hundred thousand times to and fro", put_flat, 99999, "encloses no area"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct intake_options o = {.format = INTAKE_GEOJSON};
        struct arena *arena = arena_new();
        struct geos *g = geos_new();
        struct intake_result out;
        struct buf text = {0};
        struct err err = {0};

        rows[i].put(&text, rows[i].n);
        clock_t began = clock();
        assert_false(intake_read(g, (struct bytes){text.data, text.len}, &o, arena, &out, &err));
        double seconds = (double)(clock() - began) / CLOCKS_PER_SEC;
        if (!strstr(err.text, rows[i].says) || seconds > 2)
            fail_msg("%s: %.2f s, %s", rows[i].what, seconds, err.text);
        buf_free(&text);
        geos_free(g);
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(geojson_is_taken_or_refused_with_the_reason),
        cmocka_unit_test(csv_is_taken_or_refused_with_the_line),
        cmocka_unit_test(names_of_reference_systems_are_known),
        cmocka_unit_test(formats_have_names),
        cmocka_unit_test(limits_are_kept_and_named),
        cmocka_unit_test(what_would_take_long_is_refused_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
