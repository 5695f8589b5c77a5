/* test_geo_intake_shapefile.c - zipped Shapefiles as GDAL writes them, and .shp and .prj that were
 * bent by hand. */
#include "base/file.h"
#include "geo/intake_shapefile.h"
#include "intake_rows.h"

#include <stdio.h>
#include <time.h>
#include <zip.h>

#define CORPUS "tests/fuzz/corpus/fuzz_geo_intake_"

/* Two areas, one with a hole; its west is 121 degrees. */
#define BOTH .rings = 3, .points = 13

static const struct zip_row {
    const char *file;
    struct intake_row row;
    const char *crs; /* that it was taken to be */
} zips[] = {
    {"cgcs2000-degrees", {BOTH, .first_x = 121, .first_y = 31}, "cgcs2000"},
    {"wgs84-degrees", {BOTH, .first_x = 121, .first_y = 31}, "wgs84"},
    {"wgs84-degrees", {.crs = DEGREES(DATUM_GCJ02), BOTH}, "gcj02"},
    {"gk3-prefix", {BOTH, .first_x = 121, .first_y = 31}, "cgcs2000 gauss-krüger 3° 120E"},
    {"gk3-meridian", {BOTH, .first_x = 121, .first_y = 31}, "cgcs2000 gauss-krüger 3° 120E"},
    {"gk3-meridian", {.crs = GAUSS(120, 0), BOTH}, "cgcs2000 gauss-krüger 3° 120E"},
    {"gk3-meridian",
     {.crs = GAUSS(117, 3),
      .says = "the .prj says cgcs2000 gauss-krüger 3° 120E, which contradicts",
      .zh = "不符"},
     NULL},
    {"gk3-meridian", {.crs = WGS84, .says = "which contradicts"}, NULL},
    {"gk6-prefix", {.says = "too far from the zone's central meridian"}, NULL},
    {"gk6-meridian", {.says = "too far from the zone's central meridian"}, NULL},
    {"mercator", {BOTH, .first_x = 121, .first_y = 31}, "epsg:3857"},
    {"heights", {BOTH, .heights = true}, "cgcs2000"},
    {"measures", {BOTH}, "cgcs2000"},
    {"folder-and-shadow", {BOTH}, "cgcs2000"},
    {"no-prj", {.says = "the Shapefile has no .prj", .zh = "没有 .prj"}, NULL},
    {"no-prj", {.crs = WGS84, BOTH}, "wgs84"},
    {"lines", {.says = "holds lines (type 3); only polygons", .zh = "类型 3"}, NULL},
    {"utm",
     {.says = "not supported: \"WGS_1984_UTM_Zone_51N\"; convert the data to CGCS2000",
      .zh = "转换"},
     NULL},
    {"xian80", {.says = "not supported: \"Xian_1980_3_Degree_GK_CM_120E\""}, NULL},
    {"two-shp", {.says = "more than one .shp", .zh = "多个 .shp"}, NULL},
    {"no-shp", {.says = "there is no .shp in it"}, NULL},
    {"encrypted", {.says = "it is encrypted", .zh = "已加密"}, NULL},
    {"bzip2", {.says = "packed in an unusual way"}, NULL},
    {"cut", {.says = "it is not a zip, or it is damaged", .zh = "已损坏"}, NULL},
};

static void read_whole(const char *kind, const char *name, const char *ending, struct bytes *out)
{
    struct err err = {0};
    char path[200], *data;

    snprintf(path, sizeof path, CORPUS "%s/%s.%s", kind, name, ending);
    if (!file_read(path, 1 << 20, &data, &out->size, &err))
        fail_msg("%s", err.text);
    out->at = data;
}

static void zips_are_taken_or_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(zips); i++) {
        const struct intake_options o = {.format = INTAKE_SHAPEFILE_ZIP, .crs = zips[i].row.crs};
        struct arena *arena = arena_new();
        struct geos *g = geos_new();
        struct intake_result out;
        struct bytes body;
        struct err err = {0};
        char text[64];

        read_whole("zip", zips[i].file, "zip", &body);
        check_bytes(i, &zips[i].row, body, INTAKE_SHAPEFILE_ZIP);
        if (intake_read(g, body, &o, arena, &out, &err) &&
            strcmp(intake_crs_text(&out.crs, text), zips[i].crs) != 0)
            fail_msg("%s: %s", zips[i].file, text);
        free((char *)body.at);
        geos_free(g);
        arena_free(arena);
    }
}

/* What GDAL made of the same corners in metres comes back to the millimetre. */
static void every_reference_system_gives_the_same_shape(void **state)
{
    static const char *const files[] = {"gk3-prefix", "gk3-meridian", "mercator", "wgs84-degrees"};
    const struct intake_options o = {.format = INTAKE_SHAPEFILE_ZIP};
    struct arena *arena = arena_new();
    struct geos *g = geos_new();
    struct intake_result want, got;
    struct err err = {0};
    struct bytes body;

    (void)state;
    read_whole("zip", "cgcs2000-degrees", "zip", &body);
    assert_true(intake_read(g, body, &o, arena, &want, &err));
    free((char *)body.at);
    for (size_t i = 0; i < COUNT(files); i++) {
        read_whole("zip", files[i], "zip", &body);
        assert_true(intake_read(g, body, &o, arena, &got, &err));
        free((char *)body.at);
        assert_int_equal(got.shape.n_points, want.shape.n_points);
        for (size_t k = 0; k < 2 * (size_t)want.shape.n_points; k++) {
            if (fabs(got.shape.xy[k] - want.shape.xy[k]) > 1e-8)
                fail_msg("%s: %.10f, want %.10f", files[i], got.shape.xy[k], want.shape.xy[k]);
        }
    }
    geos_free(g);
    arena_free(arena);
}

/* A zip of one stored or deflated .shp of so many zero bytes. */
static void make_zip(size_t n_zeros, int n_entries, struct buf *out)
{
    zip_error_t why;
    zip_stat_t st;

    zip_error_init(&why);
    zip_source_t *whole = zip_source_buffer_create(NULL, 0, 0, &why);
    zip_t *z = zip_open_from_source(whole, ZIP_CREATE | ZIP_TRUNCATE, &why);
    char *zeros = mem_alloc(n_zeros, 1);
    zip_source_keep(whole);
    for (int i = 0; i < n_entries; i++) {
        char name[32];
        snprintf(name, sizeof name, "%d.%s", i, i == 0 ? "shp" : "txt");
        zip_file_add(z, name, zip_source_buffer(z, zeros, i == 0 ? n_zeros : 1, 0), 0);
    }
    assert_int_equal(zip_close(z), 0);
    zip_source_open(whole);
    zip_source_stat(whole, &st);
    buf_reserve(out, st.size);
    out->len = (size_t)zip_source_read(whole, out->data, st.size);
    zip_source_close(whole);
    zip_source_free(whole);
    free(zeros);
}

static void a_bomb_goes_out_and_a_crowd_is_turned_away(void **state)
{
    static const struct {
        size_t n_zeros;
        int n_entries;
        size_t max_unpacked;
        const char *says;
    } rows[] = {
        {80 * 1024 * 1024, 1, 0, "the zip unpacks to more than 67108864 bytes"},
        {2000, 1, 1999, "the zip unpacks to more than 1999 bytes"},
        {2000, 1, 2000, "the .shp is damaged"},
        {10, 201, 0, "more than 200 entries"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct intake_options o = {
            .format = INTAKE_SHAPEFILE_ZIP, .crs = WGS84, .max_unpacked = rows[i].max_unpacked};
        struct arena *arena = arena_new();
        struct geos *g = geos_new();
        struct intake_result out;
        struct err err = {0};
        struct buf zip = {0};

        make_zip(rows[i].n_zeros, rows[i].n_entries, &zip);
        clock_t began = clock();
        assert_false(intake_read(g, (struct bytes){zip.data, zip.len}, &o, arena, &out, &err));
        assert_true((double)(clock() - began) / CLOCKS_PER_SEC < 2);
        if (!strstr(err.text, rows[i].says))
            fail_msg("row %zu: %s", i, err.text);
        buf_free(&zip);
        geos_free(g);
        arena_free(arena);
    }
}

/* One byte of a sound .shp at a time, or its end, is changed. */
static const struct bend_row {
    const char *what;
    size_t at;
    unsigned char value;
    size_t cut; /* to this length; 0: not */
    const char *says;
} bends[] = {
    {"as it is", 0, 0, 0, NULL},
    {"file code", 3, 0, 0, "does not begin as a Shapefile"},
    {"version", 28, 0, 0, "does not begin as a Shapefile"},
    {"cut in the head", 0, 0, 99, "does not begin as a Shapefile"},
    {"cut behind the head", 0, 0, 200, "not as long as it says"},
    {"length too large", 24, 1, 0, "not as long as it says"},
    {"length too small", 27, 10, 0, "not as long as it says"},
    {"type of the file", 32, 3, 0, "holds lines (type 3)"},
    {"type unheard of", 32, 99, 0, "a shape type that does not exist"},
    {"record length huge", 104, 0x7f, 0, "a record reaches beyond the end"},
    {"record length short", 107, 10, 0, "a record is too short"},
    {"record type point", 108, 1, 0, "holds points (type 1)"},
    {"parts too many", 147, 1, 0, "a record counts more than it holds"},
    {"parts negative", 147, 0xff, 0, "a record counts more than it holds"},
    {"no parts", 144, 0, 0, "record 1: the record has no rings"},
    {"points too many", 151, 1, 0, "a record counts more than it holds"},
    {"one point more", 148, 10, 0, "a record counts more than it holds"},
    {"one point less", 148, 8, 0, "record 1, ring 2: the ring is not closed"},
    {"first part not at zero", 152, 1, 0,
     "record 1, ring 1: the .shp is damaged: rings are not in"},
    {"parts out of order", 156, 0, 0, "rings are not in order"},
    {"part beyond the points", 157, 1, 0, "rings are not in order"},
    {"a ring of one point fewer", 156, 4, 0, "ring 1: the ring is not closed"},
    {"a longitude of nan", 167, 0x7f, 0, "vertex 1: "},
};

static void bent_files_are_refused(void **state)
{
    const struct intake_options limits = {.max_points = 1000, .max_rings = 10};
    const struct intake_crs crs = WGS84;

    (void)state;
    for (size_t i = 0; i < COUNT(bends); i++) {
        struct draft d = {.limits = &limits};
        struct err err = {0};
        struct bytes body;

        read_whole("shp", "cgcs2000-degrees", "shp", &body);
        char *bytes = (char *)body.at;
        if (bends[i].says && !bends[i].cut)
            bytes[bends[i].at] = (char)bends[i].value;
        if (bends[i].cut)
            body.size = bends[i].cut;
        assert_true(intake_frame_open(&d.frame, &crs, &err));
        bool ok = intake_shp(body, &d, &err);
        if (ok != (bends[i].says == NULL) ||
            (!ok && !strstr(err.text, bends[i].says ? bends[i].says : "?")))
            fail_msg("%s: %s", bends[i].what, ok ? "taken" : err.text);
        intake_draft_free(&d);
        free(bytes);
    }
}

/* Rings as a Shapefile would give them: direction must not contradict what lies in what. */
static void directions_agree_with_nesting_or_the_shape_is_refused(void **state)
{
    static const double shell[] = {121, 31, 121, 31.1, 121.1, 31.1, 121.1, 31, 121, 31};
    static const double shell_back[] = {121, 31, 121.1, 31, 121.1, 31.1, 121, 31.1, 121, 31};
    static const double hole[] = {121.02, 31.02, 121.04, 31.02, 121.04, 31.04, 121.02, 31.02};
    static const double hole_back[] = {121.02, 31.02, 121.04, 31.04, 121.04, 31.02, 121.02, 31.02};
    static const double beside[] = {122, 31, 122.1, 31, 122.1, 31.1, 122, 31};
    static const struct {
        const double *rings[2];
        int n[2];
        const char *says;
    } rows[] = {
        {{shell, hole}, {5, 4}, NULL},
        {{hole, shell}, {4, 5}, NULL},
        {{shell_back, hole_back}, {5, 4}, NULL},
        {{shell, hole_back},
         {5, 4},
         "ring 2: the ring lies inside another and runs in the direction"},
        {{shell, beside},
         {5, 4},
         "ring 2: the ring runs in the direction of a hole and lies in no"},
    };
    const struct intake_options limits = {.max_points = 1000, .max_rings = 10};
    const struct intake_crs crs = WGS84;
    struct geos *g = geos_new();

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct draft d = {.limits = &limits};
        struct arena *arena = arena_new();
        struct multipolygon m;
        struct err err = {0};

        assert_true(intake_frame_open(&d.frame, &crs, &err));
        for (size_t r = 0; r < 2; r++) {
            const struct intake_place at = {
                .unit = "record", .unit_zh = "条记录", .at = 1, .ring = r + 1};
            assert_true(intake_draft_begin(&d, RING_BY_TURN, at, &err));
            for (int k = 0; k < rows[i].n[r]; k++)
                assert_true(intake_draft_point(&d, rows[i].rings[r][2 * k],
                                               rows[i].rings[r][2 * k + 1], &at, &err));
            assert_true(intake_draft_end(&d, false, &err));
        }
        bool ok = intake_draft_shape(g, &d, arena, &m, &err);
        if (ok != (rows[i].says == NULL) ||
            (!ok && !strstr(err.text, rows[i].says ? rows[i].says : "?")))
            fail_msg("row %zu: %s", i, ok ? "taken" : err.text);
        if (ok) {
            assert_false(m.rings[0].hole);
            assert_true(m.rings[1].hole);
        }
        intake_draft_free(&d);
        arena_free(arena);
    }
    geos_free(g);
}

#define GCS                                                                                        \
    "GEOGCS[\"GCS_China_Geodetic_Coordinate_System_2000\",DATUM[\"D_China_2000\",SPHEROID["        \
    "\"CGCS2000\",6378137.0,298.257222101]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\","            \
    "0.0174532925199433]]"
#define GK(name, easting, meridian)                                                                \
    "PROJCS[\"" name "\"," GCS                                                                     \
    ",PROJECTION[\"Gauss_Kruger\"],PARAMETER[\"False_Easting\"," easting                           \
    "],PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\"," meridian                 \
    "],PARAMETER[\"Scale_Factor\",1.0],PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]"

static void reference_systems_are_known_by_name_and_numbers(void **state)
{
    static const struct {
        const char *prj, *crs; /* crs NULL: refused */
    } rows[] = {
        {GCS, "cgcs2000"},
        {"\xEF\xBB\xBF" GCS "\r\n", "cgcs2000"},
        {GK("CGCS2000_3_Degree_GK_Zone_40", "40500000.0", "120.0"),
         "cgcs2000 gauss-krüger 3° 120E"},
        {GK("CGCS2000_3_Degree_GK_CM_75E", "500000.0", "75.0"), "cgcs2000 gauss-krüger 3° 75E"},
        {GK("CGCS2000_GK_Zone_20", "20500000.0", "117.0"), "cgcs2000 gauss-krüger 6° 117E"},
        {GK("CGCS2000_GK_CM_135E", "500000.0", "135.0"), "cgcs2000 gauss-krüger 6° 135E"},
        /* a name and numbers that are not its own */
        {GK("CGCS2000_3_Degree_GK_Zone_40", "500000.0", "120.0"), NULL},
        {GK("CGCS2000_3_Degree_GK_Zone_39", "40500000.0", "120.0"), NULL},
        {GK("CGCS2000_3_Degree_GK_CM_120E", "500000.0", "117.0"), NULL},
        {GK("CGCS2000_GK_CM_120E", "500000.0", "120.0"), NULL},
        {GK("CGCS2000_3_Degree_GK_CM_121E", "500000.0", "121.0"), NULL},
        {GK("CGCS2000_3_Degree_GK_CM_60E", "500000.0", "60.0"), NULL},
        {GK("CGCS2000_Shanghai", "500000.0", "121.4"), NULL},
        {GK("Xian_1980_3_Degree_GK_CM_120E", "500000.0", "120.0"), NULL},
        {"GEOGCS[\"GCS_Beijing_1954\",DATUM[\"D_Beijing_1954\",SPHEROID[\"Krasovsky_1940\","
         "6378245.0,298.3]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]",
         NULL},
        {"GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_Beijing_1954\"],UNIT[\"Degree\",0.0174532925199433]]",
         NULL},
        {"GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\"],UNIT[\"Grad\",0.0157079632679489]]", NULL},
        {"", NULL},
        {"GEOGCS", NULL},
        {"GEOGCS[", NULL},
        {"GEOGCS[\"GCS_WGS_1984", NULL},
        {"][", NULL},
        {"A[B[C[D[E[F[G[H[I[J[K[L[M[1]]]]]]]]]]]]]", NULL},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct intake_crs crs;
        struct err err = {0};
        char text[64];
        bool ok = intake_prj((struct bytes){rows[i].prj, strlen(rows[i].prj)}, &crs, &err);

        if (ok != (rows[i].crs != NULL) ||
            (ok && strcmp(intake_crs_text(&crs, text), rows[i].crs) != 0) || (!ok && !err.zh[0]))
            fail_msg("row %zu: %s", i, ok ? text : err.text);
    }
}

/* The other way of writing, as QGIS and gdalsrsinfo have it. */
static void ogc_names_are_known_too(void **state)
{
    static const struct {
        const char *file, *crs;
    } rows[] = {
        {"ogc-4490", "cgcs2000"},
        {"ogc-4528", "cgcs2000 gauss-krüger 3° 120E"},
        {"ogc-4549", "cgcs2000 gauss-krüger 3° 120E"},
        {"ogc-4509", "cgcs2000 gauss-krüger 6° 117E"},
        {"ogc-3857", "epsg:3857"},
        {"gk6-prefix", "cgcs2000 gauss-krüger 6° 117E"},
        {"wkt2", NULL},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct intake_crs crs;
        struct bytes prj;
        struct err err = {0};
        char text[64];

        read_whole("prj", rows[i].file, "prj", &prj);
        bool ok = intake_prj(prj, &crs, &err);
        if (ok != (rows[i].crs != NULL) ||
            (ok && strcmp(intake_crs_text(&crs, text), rows[i].crs) != 0))
            fail_msg("%s: %s", rows[i].file, ok ? text : err.text);
        free((char *)prj.at);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zips_are_taken_or_refused),
        cmocka_unit_test(every_reference_system_gives_the_same_shape),
        cmocka_unit_test(a_bomb_goes_out_and_a_crowd_is_turned_away),
        cmocka_unit_test(bent_files_are_refused),
        cmocka_unit_test(directions_agree_with_nesting_or_the_shape_is_refused),
        cmocka_unit_test(reference_systems_are_known_by_name_and_numbers),
        cmocka_unit_test(ogc_names_are_known_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
