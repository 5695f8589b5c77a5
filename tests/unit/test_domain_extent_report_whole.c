/* test_domain_extent_report_whole.c - findings about a whole zone: sums, what was not handed in,
 * what is unknown, and in what order all of it comes. */
#include "extent_measures.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static void sums_are_compared_with_the_total(void **state)
{
    static const struct {
        double total, declared, computed;
        size_t n; /* findings */
        const char *en, *zh;
    } rows[] = {
        {1e6, 1e6, 1e6, 0, "", ""},
        {1e6, 1010000, 990000, 0, "", ""},
        {1e6, 1010001, 1e6, 1, "declared for the parts add up to 101.00 ha, 1.00 ha (1.0 %) more",
         "各片区申报面积合计101.00公顷，比总面积100.00公顷多1.00公顷（1.0%）"},
        {1e6, 1e6, 989999, 1, "shapes of the parts measure 99.00 ha together, 1.00 ha (1.0 %) less",
         "各片区图形实测合计99.00公顷，比总面积100.00公顷少1.00公顷（1.0%）"},
        {1e6, 2e6, 3e6, 2, "add up to 200.00 ha", "合计200.00公顷"},
        {NAN, 2e6, 3e6, 0, "", ""},
        {1e6, NAN, NAN, 0, "", ""},
        {50000, 51000, NAN, 0, "", ""},
        {50000, 51001, NAN, 1, "5.10 ha, 0.10 ha (2.0 %) more", "多0.10公顷（2.0%）"},
        {60533500, 60533500, NAN, 0, "", ""}, /* Karamay's three blocks */
        {2931000, 2205000, NAN, 1, "220.50 ha, 72.60 ha (24.8 %) less", "少72.60公顷"},
    };
    struct part_measures parts[2] = {quiet_part(1), quiet_part(2)};
    (void)state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct zone_measures z = zone_of(parts, 2);
        struct told t;

        z.declared_m2 = rows[i].total;
        z.sum_declared_m2 = rows[i].declared;
        z.sum_m2 = rows[i].computed;
        t = tell(&z);
        if (t.n != rows[i].n)
            fail_msg("row %zu: %zu findings", i, t.n);
        for (size_t k = 0; k < t.n; k++) {
            assert_int_equal(t.found[k].check, CHECK_SUM_OFF);
            assert_int_equal(t.found[k].part, 0);
        }
        if (t.n && (!strstr(t.found[0].en, rows[i].en) || !strstr(t.found[0].zh, rows[i].zh)))
            fail_msg("row %zu: %s %s", i, t.found[0].en, t.found[0].zh);
        arena_free(t.arena);
    }
    parts[1].has_shape = false; /* then the shapes cannot add up to the total */
    struct zone_measures z = zone_of(parts, 2);
    z.declared_m2 = 2e6;
    z.sum_m2 = 1e6;
    check_one("a part without a shape", tell(&z), CHECK_SHAPE_MISSING, SEVERITY_NOTE, "Part 2 has",
              "第2片区");
}

static void what_was_not_handed_in_is_named(void **state)
{
    struct part_measures p = quiet_part(3);
    struct zone_measures z = zone_of(NULL, 0);
    (void)state;

    check_one("no parts", tell(&z), CHECK_SHAPE_MISSING, SEVERITY_NOTE, "No part of the zone",
              "四至未公布或未提交");
    z.declared_m2 = z.sum_m2 = z.sum_declared_m2 = 1e6;
    z.sum_m2 = 0;
    check_one("no parts, but a total", tell(&z), CHECK_SHAPE_MISSING, SEVERITY_NOTE, "No part", "");
    p.name = "南园";
    p.has_shape = false;
    check_one("no shape", tell_part(&p), CHECK_SHAPE_MISSING, SEVERITY_NOTE,
              "Part 3 (“南园”) has no shape", "第3片区“南园”没有图形：四至未公布");
    p.shape_fault_en = "the outline crosses itself at 118.8 31.9.";
    p.shape_fault_zh = "边界自相交。";
    check_one("shape refused", tell_part(&p), CHECK_SHAPE_INVALID, SEVERITY_ERROR,
              "was refused: the outline crosses itself at 118.8 31.9. Correct",
              "未被接受：边界自相交。请改正");
    p = quiet_part(3);
    p.has_text = false;
    p.text = NULL;
    check_one("no text", tell_part(&p), CHECK_TEXT_MISSING, SEVERITY_NOTE,
              "Part 3 has no four-limit text", "没有四至文字");
    p.has_text = true;
    p.text_fault_en = "character 3 (“x”): what";
    p.text_fault_zh = "第3个字";
    check_one("text not readable", tell_part(&p), CHECK_TEXT_UNREAD, SEVERITY_WARNING,
              "cannot be read: character 3 (“x”): what. Correct", "读不懂：第3个字。");
    p.text_fault_zh = NULL;
    check_one("a reason in one language", tell_part(&p), CHECK_TEXT_UNREAD, SEVERITY_WARNING,
              "character 3", "未记录原因");
}

static void without_a_shape_its_numbers_are_not_read(void **state)
{
    static const struct extent_other other = {.number = 2, .area_m2 = 1e6, .gap_m = 1};
    struct part_measures p = quiet_part(1);
    (void)state;

    p.has_shape = false;
    p.area_m2 = 5;
    p.outside_host = p.outside_applicant = 1;
    p.limit_off_m[0] = 1e6;
    p.datum_suspect = true;
    p.overlaps = p.gaps = p.zones = &other;
    p.n_overlaps = p.n_gaps = p.n_zones = 1;
    check_one("no shape", tell_part(&p), CHECK_SHAPE_MISSING, SEVERITY_NOTE, "", "");
}

static void nothing_but_what_is_missing_comes_of_unknown_numbers(void **state)
{
    static const struct extent_other other = {.number = 2, .area_m2 = NAN, .gap_m = NAN};
    static const enum extent_check wanted[] = {CHECK_OUTSIDE_HOST, CHECK_OUTSIDE_APPLICANT,
                                               CHECK_TEXT_MISSING};
    struct part_measures p = {
        .number = 1,
        .has_shape = true,
        .area_m2 = NAN,
        .declared_m2 = NAN,
        .outside_host = NAN,
        .outside_applicant = NAN,
        .given_limits = {NAN, NAN, NAN, NAN},
        .limit_off_m = {NAN, NAN, NAN, NAN},
        .datum_share_before = NAN,
        .datum_share_after = NAN,
        .overlaps = &other,
        .gaps = &other,
        .zones = &other,
        .n_overlaps = 1,
        .n_gaps = 1,
        .n_zones = 1,
    };
    struct told t = tell_part(&p);
    (void)state;

    assert_int_equal(t.n, COUNT(wanted));
    for (size_t i = 0; i < COUNT(wanted); i++) {
        assert_int_equal(t.found[i].check, wanted[i]);
        assert_int_equal(t.found[i].severity, SEVERITY_NOTE);
    }
    arena_free(t.arena);
    p.outside_host = 0.5; /* of an unknown area */
    t = tell_part(&p);
    assert_true(isnan(t.found[0].m2));
    assert_non_null(strstr(t.found[0].en, "50.0 % of part 1 lies"));
    arena_free(t.arena);
}

/* Everything is wrong with every part, and all is handed in upside down. */
static void a_thousand_parts_are_told_in_order(void **state)
{
    enum { PARTS = 1000 };
    static const struct extent_block bare = {.sides = {{.present = true}}};
    static const struct extent text = {(struct extent_block *)&bare, 1};
    struct part_measures *parts = calloc(PARTS, sizeof *parts);
    struct extent_other others[3] = {{.number = 2003, .area_m2 = 500, .gap_m = 3},
                                     {.number = 2001, .area_m2 = 500, .gap_m = 3},
                                     {.number = 2002, .area_m2 = 500, .gap_m = 3}};
    struct extent_other zones[2] = {{.id = "zone-z", .area_m2 = 500},
                                    {.id = "zone-a", .area_m2 = 500}};
    (void)state;

    for (int i = 0; i < PARTS; i++) {
        struct part_measures *p = &parts[i];
        *p = quiet_part(PARTS - i);
        p->text = &text;
        p->area_m2 = 2e6;
        p->outside_host = p->outside_applicant = 0.5;
        p->limit_off_m[EXTENT_WEST] = p->limit_off_m[EXTENT_EAST] = 100;
        p->overlaps = p->gaps = others;
        p->n_overlaps = p->n_gaps = COUNT(others);
        p->zones = zones;
        p->n_zones = COUNT(zones);
        p->datum_suspect = true;
    }
    struct zone_measures z = zone_of(parts, PARTS);
    z.declared_m2 = 1;
    z.sum_m2 = z.sum_declared_m2 = 1e9;
    struct told t = tell(&z), again = tell(&z);

    assert_int_equal(t.n, 2 + PARTS * 17);
    assert_int_equal(again.n, t.n);
    for (size_t i = 0; i < t.n; i++) {
        const struct extent_finding *f = &t.found[i], *before = &t.found[i ? i - 1 : 0];
        assert_string_equal(f->en, again.found[i].en);
        assert_string_equal(f->zh, again.found[i].zh);
        assert_true(before->part <= f->part);
        if (i == 0 || before->part != f->part)
            continue;
        assert_true(before->check <= f->check);
        if (before->check != f->check)
            continue;
        assert_true(before->side < f->side || before->other_part < f->other_part ||
                    (f->other_zone && strcmp(before->other_zone, f->other_zone) < 0) ||
                    f->check == CHECK_SUM_OFF);
    }
    arena_free(t.arena);
    arena_free(again.arena);
    free(parts);
}

static void checks_and_severities_have_names(void **state)
{
    (void)state;

    for (int i = 0; i < EXTENT_CHECKS; i++) {
        assert_true(extent_check_name((enum extent_check)i)[0]);
        assert_true(extent_check_label((enum extent_check)i, true)[0]);
        assert_true(extent_check_label((enum extent_check)i, false)[0]);
        for (int k = 0; k < i; k++)
            assert_string_not_equal(extent_check_name((enum extent_check)i),
                                    extent_check_name((enum extent_check)k));
    }
    assert_string_equal(severity_name(SEVERITY_NOTE), "note");
    assert_string_equal(severity_name(SEVERITY_WARNING), "warning");
    assert_string_equal(severity_name(SEVERITY_ERROR), "error");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_are_compared_with_the_total),
        cmocka_unit_test(what_was_not_handed_in_is_named),
        cmocka_unit_test(without_a_shape_its_numbers_are_not_read),
        cmocka_unit_test(nothing_but_what_is_missing_comes_of_unknown_numbers),
        cmocka_unit_test(a_thousand_parts_are_told_in_order),
        cmocka_unit_test(checks_and_severities_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
