/* test_geo_intake_kml.c - polygons of placemarks, and what a KML may not be. */
#include "intake_rows.h"

#define KML(inner)                                                                                 \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\">"   \
    "<Document><name>片区</name>" inner "</Document></kml>"
#define MARK(inner) "<Placemark><name>甲</name>" inner "</Placemark>"
#define RING(text) "<LinearRing><coordinates>" text "</coordinates></LinearRing>"
#define OUTER(text) "<outerBoundaryIs>" RING(text) "</outerBoundaryIs>"
#define INNER(text) "<innerBoundaryIs>" RING(text) "</innerBoundaryIs>"
#define POLYGON(inner) "<Polygon><tessellate>1</tessellate>" inner "</Polygon>"
#define SQUARE "121,31,0 121.1,31,0 121.1,31.1,0 121,31.1,0 121,31,0"
#define HOLE "\n 121.02,31.02\n\t121.02,31.04\r\n121.04,31.04 121.02,31.02 "
#define EAST "122,31 122.1,31 122.1,31.1 122,31"

static const struct intake_row rows[] = {
    {.text = KML(MARK(POLYGON(OUTER(SQUARE)))), .rings = 1, .points = 5, .heights = true},
    {.text = KML(MARK(POLYGON(OUTER(SQUARE) INNER(HOLE)))),
     .rings = 2,
     .points = 9,
     .heights = true},
    {.text = KML(
         MARK("<MultiGeometry>" POLYGON(OUTER(SQUARE)) POLYGON(OUTER(EAST)) "</MultiGeometry>")),
     .rings = 2,
     .points = 9,
     .heights = true},
    {.text = KML("<Folder>" MARK(POLYGON(OUTER(SQUARE))) MARK(POLYGON(OUTER(EAST))) "</Folder>"),
     .rings = 2,
     .points = 9,
     .heights = true},
    {.text =
         "<k:kml xmlns:k=\"http://www.opengis.net/kml/2.2\"><k:Placemark><k:Polygon>"
         "<k:outerBoundaryIs><k:LinearRing><k:coordinates>" EAST
         "</k:coordinates></k:LinearRing></k:outerBoundaryIs></k:Polygon></k:Placemark></k:kml>",
     .rings = 1,
     .points = 4},
    {.text = KML(MARK(POLYGON(OUTER("122,31 122.1,31 122.1,31.1")))),
     .rings = 1,
     .points = 4,
     .closed = 1},
    {.text = KML(MARK(POLYGON(OUTER("122,31 122,31 122.1,31 122.1,31.1 122,31")))),
     .rings = 1,
     .points = 4,
     .duplicates = 1},
    {.text = KML(MARK(POLYGON(OUTER(EAST)))), .crs = DEGREES(DATUM_GCJ02), .rings = 1, .points = 4},
    {.text = KML(MARK(POLYGON(OUTER(EAST)))), .crs = GAUSS(120, 3), .says = "always degrees"},
    {.text = KML(MARK(POLYGON(OUTER("<![CDATA[" EAST "]]>")))), .rings = 1, .points = 4},
    {.text = KML(""), .says = "the shape is empty", .zh = "图形为空"},
    {.text = KML(POLYGON(OUTER(EAST))), .says = "the shape is empty"},
    {.text = KML(MARK("<Point><coordinates>121,31</coordinates></Point>")),
     .says = "a placemark that is no area (Point)",
     .zh = "地标不是面（Point）"},
    {.text = KML(MARK("<LineString><coordinates>121,31 122,31</coordinates></LineString>")),
     .says = "no area (LineString)"},
    {.text = KML(MARK("<gx:Track xmlns:gx=\"u\"></gx:Track>")), .says = "no area (gx:Track)"},
    {.text = KML(MARK(RING(EAST))), .says = "stands outside the boundary of a Polygon"},
    {.text = KML(MARK(POLYGON(RING(EAST)))), .says = "stands outside the boundary of a Polygon"},
    {.text = KML(MARK(POLYGON(OUTER(EAST) OUTER(SQUARE)))), .says = "two outer boundaries"},
    {.text = KML(MARK(POLYGON(INNER(EAST)))), .says = "stands before the outer boundary"},
    {.text = KML(MARK(POLYGON(""))), .says = "polygon 1: the Polygon has no boundary"},
    {.text = KML(MARK(POLYGON("<outerBoundaryIs>" POLYGON(OUTER(EAST)) "</outerBoundaryIs>"))),
     .says = "a Polygon stands in a Polygon"},
    {.text = KML(MARK(POLYGON(
         "<outerBoundaryIs><LinearRing>" POLYGON(OUTER(EAST)) "</LinearRing></outerBoundaryIs>"))),
     .says = "a Polygon stands in a Polygon"},
    {.text = KML(MARK(POLYGON("<outerBoundaryIs><LinearRing></LinearRing></outerBoundaryIs>"))),
     .says = "the ring has no vertices"},
    {.text = KML(MARK(POLYGON(OUTER(SQUARE) INNER("")))),
     .says = "ring 2: the ring has no vertices"},
    {.text = KML(MARK(POLYGON(OUTER("122,31 122.1,31")))), .says = "fewer than three"},
    {.text = KML(MARK(POLYGON(OUTER("122, 31 122.1,31 122.1,31.1")))),
     .says = "polygon 1, ring 1, vertex 1: what stands there is not longitude,latitude",
     .zh = "第 1 个多边形第 1 个环第 1 个点"},
    {.text = KML(MARK(POLYGON(OUTER("122,31 122.1;31 122.1,31.1")))),
     .says = "vertex 2: what stands"},
    {.text = KML(MARK(POLYGON(OUTER("122,31 122.1,31,x 122.1,31.1")))), .says = "vertex 2: what"},
    {.text = KML(MARK(POLYGON(OUTER("122,31 nan,31 122.1,31.1")))),
     .says = "vertex 2: what stands"},
    {.text = KML(MARK(POLYGON(OUTER("122,31 1e999,31 122.1,31.1")))),
     .says = "not a finite number"},
    {.text = KML(MARK(POLYGON(OUTER("122,31 -,31 122.1,31.1")))), .says = "vertex 2: what stands"},
    {.text = KML(MARK(POLYGON(OUTER("31,122 31.1,122 31.1,122.1")))),
     .says = "the latitude is not"},
    {.text = KML(MARK(POLYGON(OUTER("121,31 121.1,31.1 121.1,31 121,31.1 121,31")))),
     .says = "Self-intersection near 121.050000, 31.050000"},
    {.text = KML(MARK(POLYGON(OUTER(SQUARE) INNER(EAST)))), .says = "Hole lies outside shell"},
    /* what a KML may not be */
    {.text = "<!DOCTYPE kml><kml></kml>", .says = "document type (DOCTYPE)", .zh = "DOCTYPE"},
    {.text = "<!DOCTYPE k [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
             "<kml>&b;</kml>",
     .says = "document type (DOCTYPE)"},
    {.text = "<!DOCTYPE k SYSTEM \"file:///etc/passwd\"><kml></kml>", .says = "(DOCTYPE)"},
    {.text = "<kml>&x;</kml>", .says = "cannot be read at line 1: undefined entity"},
    {.text = "<kml>", .says = "cannot be read at line 1"},
    {.text = "<kml></lmk>", .says = "mismatched tag", .zh = "KML 在第 1 行无法读取"},
    {.text = "<?xml version=\"1.0\" encoding=\"GBK\"?><kml></kml>", .says = "unknown encoding"},
    {.text = "PK\x03\x04", .says = "this is a KMZ"},
    {.text = "{}", .says = "cannot be read at line 1"},
};

static void polygons_of_placemarks_are_taken(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        check_row(i, &rows[i], INTAKE_KML);
}

static void depth_is_limited(void **state)
{
    const struct intake_row deep = {.text = "", .says = "nested deeper than 64 levels"};
    struct buf text = {0};

    (void)state;
    for (int i = 0; i < 100000; i++)
        buf_puts(&text, "<a>");
    check_bytes(0, &deep, (struct bytes){text.data, text.len}, INTAKE_KML);
    buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(polygons_of_placemarks_are_taken),
        cmocka_unit_test(depth_is_limited),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
