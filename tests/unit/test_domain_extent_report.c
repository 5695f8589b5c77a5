/* test_domain_extent_report.c - findings about one part: each check at, below and above its edge,
 * and what the sentences say. */
#include "extent_measures.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static void nothing_is_said_of_what_fits(void **state)
{
    struct part_measures p = quiet_part(1);
    (void)state;
    check_one("all fits", tell_part(&p), CHECK_AREA_OFF, NOTHING, "", "");
}

static void shares_outside_are_weighed(void **state)
{
    static const struct {
        double share;
        int severity;
        const char *en, *zh;
    } rows[] = {
        {0, NOTHING, "", ""},
        {0.0009, NOTHING, "", ""},
        {0.001, NOTHING, "", ""},
        {0.0011, SEVERITY_WARNING, "0.11 % of part 7 (0.11 ha) lies", "有0.11%（0.11公顷）"},
        {0.032, SEVERITY_WARNING, "3.2 % of part 7 (3.20 ha) lies", "有3.2%（3.20公顷）"},
        {0.05, SEVERITY_WARNING, "5.0 %", "5.0%"},
        {0.0501, SEVERITY_ERROR, "5.0 %", "5.0%"},
        {1, SEVERITY_ERROR, "100.0 % of part 7 (100.00 ha)", "100.0%"},
        {NAN, SEVERITY_NOTE, "could not be checked", "无法核对"},
    };
    (void)state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        char what[40];
        struct part_measures p = quiet_part(7);

        snprintf(what, sizeof what, "a share of %g outside", rows[i].share);
        p.outside_host = rows[i].share;
        check_one(what, tell_part(&p), CHECK_OUTSIDE_HOST, rows[i].severity, rows[i].en,
                  rows[i].zh);
        p = quiet_part(7);
        p.outside_applicant = rows[i].share;
        check_one(what, tell_part(&p), CHECK_OUTSIDE_APPLICANT, rows[i].severity, rows[i].en,
                  rows[i].zh);
    }
}

static void declared_areas_are_compared(void **state)
{
    static const struct {
        double area, declared;
        int severity;
        const char *en, *zh;
    } rows[] = {
        {1e6, 1e6, NOTHING, "", ""},
        {1020000, 1e6, NOTHING, "", ""},
        {980000, 1e6, NOTHING, "", ""},
        {1020001, 1e6, SEVERITY_WARNING, "102.00 ha, 2.00 ha (2.0 %) more than the 100.00 ha",
         "实测102.00公顷，比申报的100.00公顷多2.00公顷（2.0%）"},
        {979999, 1e6, SEVERITY_WARNING, "2.00 ha (2.0 %) less than the 100.00 ha",
         "少2.00公顷（2.0%）"},
        {20000, 19000, NOTHING, "", ""}, /* 5 %, at the floor */
        {20001, 19000, SEVERITY_WARNING, "0.10 ha (5.3 %) more", "多0.10公顷（5.3%）"},
        {1e6, 0, SEVERITY_WARNING, "100.00 ha, 100.00 ha more than the 0 m²",
         "比申报的0平方米多100.00公顷"},
        {1000, 0, NOTHING, "", ""},
        {1e6, NAN, NOTHING, "", ""},
        {NAN, 1e6, NOTHING, "", ""},
    };
    (void)state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        char what[60];
        struct part_measures p = quiet_part(1);

        snprintf(what, sizeof what, "%.0f of %.0f declared", rows[i].area, rows[i].declared);
        p.area_m2 = rows[i].area;
        p.declared_m2 = rows[i].declared;
        check_one(what, tell_part(&p), CHECK_AREA_OFF, rows[i].severity, rows[i].en, rows[i].zh);
    }
}

static void given_limits_are_compared(void **state)
{
    static const struct {
        enum extent_side side;
        double off, given;
        int severity;
        const char *en, *zh;
    } rows[] = {
        {EXTENT_EAST, 0, 118.8, NOTHING, "", ""},
        {EXTENT_EAST, 50, 118.8, NOTHING, "", ""},
        {EXTENT_EAST, -50, 118.8, NOTHING, "", ""},
        {EXTENT_EAST, 50.1, 118.8, SEVERITY_WARNING,
         "The east limit given for part 1 (118.800000°) is 50 m off the shape's own east end",
         "所报东界坐标（118.800000°）与图形最东端相差50米"},
        {EXTENT_NORTH, -1234.5, 31.9, SEVERITY_WARNING, "north limit given for part 1 (31.900000°)",
         "相差1234米"},
        {EXTENT_WEST, 51, NAN, SEVERITY_WARNING, "The west limit given for part 1 is 51 m off",
         "所报西界坐标与图形最西端相差51米"},
        {EXTENT_SOUTH, NAN, 31.9, NOTHING, "", ""},
    };
    (void)state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        char what[60];
        struct part_measures p = quiet_part(1);
        struct told t;

        snprintf(what, sizeof what, "%s limit %g m off", extent_side_name(rows[i].side),
                 rows[i].off);
        p.limit_off_m[rows[i].side] = rows[i].off;
        p.given_limits[rows[i].side] = rows[i].given;
        t = tell_part(&p);
        if (t.n) {
            assert_int_equal(t.found[0].side, rows[i].side);
            assert_true(t.found[0].metres == fabs(rows[i].off));
        }
        check_one(what, t, CHECK_LIMIT_OFF, rows[i].severity, rows[i].en, rows[i].zh);
    }
}

static void overlaps_and_slivers_are_told(void **state)
{
    static const struct {
        struct extent_other other;
        enum extent_check check;
        int severity;
        const char *en, *zh;
    } rows[] = {
        {{.number = 2, .area_m2 = 10, .gap_m = NAN}, CHECK_PARTS_OVERLAP, NOTHING, "", ""},
        {{.number = 2, .area_m2 = 10.5, .gap_m = NAN},
         CHECK_PARTS_OVERLAP,
         SEVERITY_WARNING,
         "Part 1 and part 2 overlap by 10 m² (less than 0.01 %)",
         "重叠10平方米（不到0.01%）"},
        {{.number = 2, .name = "南园", .area_m2 = 250000, .gap_m = NAN},
         CHECK_PARTS_OVERLAP,
         SEVERITY_WARNING,
         "part 2 (“南园”) overlap by 25.00 ha (25.0 %)",
         "第1片区与第2片区“南园”重叠25.00公顷（25.0%）"},
        {{.number = 2, .area_m2 = NAN, .gap_m = NAN}, CHECK_PARTS_OVERLAP, NOTHING, "", ""},
        {{.number = 2, .area_m2 = 0, .gap_m = 20}, CHECK_PARTS_GAP, NOTHING, "", ""},
        {{.number = 2, .area_m2 = 0, .gap_m = 19.9},
         CHECK_PARTS_GAP,
         SEVERITY_WARNING,
         "Part 1 and part 2 nearly touch, 20 m apart",
         "第1片区与第2片区相距仅20米"},
        {{.number = 2, .area_m2 = 0, .gap_m = 0.25},
         CHECK_PARTS_GAP,
         SEVERITY_WARNING,
         "0.2 m",
         "0.2米"},
        {{.number = 2, .area_m2 = 0, .gap_m = 0}, CHECK_PARTS_GAP, NOTHING, "", ""},
        {{.number = 2, .area_m2 = 0, .gap_m = NAN}, CHECK_PARTS_GAP, NOTHING, "", ""},
        {{.id = "zone-b", .area_m2 = 10, .gap_m = NAN}, CHECK_ZONES_OVERLAP, NOTHING, "", ""},
        {{.id = "zone-b", .name = "乙区", .area_m2 = 5000, .gap_m = NAN},
         CHECK_ZONES_OVERLAP,
         SEVERITY_WARNING,
         "overlaps the zone “乙区” by 0.50 ha (0.50 %)",
         "与集聚区“乙区”重叠0.50公顷（0.50%）"},
        {{.id = "zone-b", .area_m2 = 5000, .gap_m = NAN},
         CHECK_ZONES_OVERLAP,
         SEVERITY_WARNING,
         "the zone “zone-b”",
         "集聚区“zone-b”"},
    };
    (void)state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        char what[60];
        struct part_measures p = quiet_part(1);
        struct told t;

        snprintf(what, sizeof what, "row %zu", i);
        if (rows[i].check == CHECK_ZONES_OVERLAP) {
            p.zones = &rows[i].other;
            p.n_zones = 1;
        } else if (rows[i].check == CHECK_PARTS_GAP) {
            p.gaps = &rows[i].other;
            p.n_gaps = 1;
        } else {
            p.overlaps = &rows[i].other;
            p.n_overlaps = 1;
        }
        t = tell_part(&p);
        if (t.n) {
            assert_int_equal(t.found[0].other_part, rows[i].other.number);
            assert_ptr_equal(t.found[0].other_zone, rows[i].other.id);
        }
        check_one(what, t, rows[i].check, rows[i].severity, rows[i].en, rows[i].zh);
    }
}

static void sides_that_the_text_leaves_out_are_named(void **state)
{
    static const struct {
        const char *text;
        const char *en[4]; /* of each finding */
    } rows[] = {
        {"东至甲路，南至乙路，西至丙路，北至丁路", {NULL}},
        {"东至甲路，西至丙路，北至丁路", {"four-limit text of part 1 does not say what the south"}},
        {"南至乙路", {"the east limit", "the west limit", "the north limit"}},
        {"核心区：东至甲路，南至乙路，西至丙路；拓展区：南至乙路，西至丙路，北至丁路",
         {"part 1 (block “核心区”) does not say what the north",
          "part 1 (block “拓展区”) does not say what the east"}},
        {"东至甲路，南至乙路；东至丙路，南至丁路，西至戊路，北至己路",
         {"part 1 (block 1) does not say what the west",
          "part 1 (block 1) does not say what the north"}},
    };
    (void)state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena *a = arena_new();
        struct extent e;
        struct part_measures p = quiet_part(1);
        struct told t;
        size_t n = 0;

        assert_true(extent_parse(a, rows[i].text, &e, NULL));
        p.text = &e;
        t = tell_part(&p);
        for (; n < COUNT(rows[i].en) && rows[i].en[n]; n++) {
            if (n >= t.n || !strstr(t.found[n].en, rows[i].en[n]))
                fail_msg("%s: finding %zu: %s", rows[i].text, n, n < t.n ? t.found[n].en : "none");
            assert_int_equal(t.found[n].check, CHECK_SIDE_MISSING);
            assert_int_equal(t.found[n].severity, SEVERITY_WARNING);
        }
        assert_int_equal(t.n, n);
        arena_free(t.arena);
        arena_free(a);
    }
}

static void a_suspect_datum_is_told(void **state)
{
    struct part_measures p = quiet_part(1);
    struct told t;
    (void)state;

    p.datum_share_before = 0.631;
    p.datum_share_after = 0.998;
    check_one("not suspect", tell_part(&p), CHECK_DATUM_SUSPECT, NOTHING, "", "");
    p.datum_suspect = true;
    t = tell_part(&p);
    assert_true(fabs(t.found[0].share - 0.367) < 1e-9);
    check_one("suspect", t, CHECK_DATUM_SUSPECT, SEVERITY_WARNING,
              "As handed in, 63.1 % of part 1 lies inside its host or county; after undoing the "
              "GCJ-02 shift, 99.8 %.",
              "第1片区有63.1%在载体或所在县区之内；还原GCJ-02偏移后为99.8%");
    p.datum_share_before = NAN;
    check_one("suspect, shares unknown", tell_part(&p), CHECK_DATUM_SUSPECT, SEVERITY_WARNING,
              "an unknown share", "不详比例");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_said_of_what_fits),
        cmocka_unit_test(shares_outside_are_weighed),
        cmocka_unit_test(declared_areas_are_compared),
        cmocka_unit_test(given_limits_are_compared),
        cmocka_unit_test(overlaps_and_slivers_are_told),
        cmocka_unit_test(sides_that_the_text_leaves_out_are_named),
        cmocka_unit_test(a_suspect_datum_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
