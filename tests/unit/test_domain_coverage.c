/* What an absence proves, and how many entries of each list are on record; the quota's arithmetic.
 */
#include "domain_facts.h"

#include "base/buf.h"
#include "domain/quota.h"

static const struct roster *list_of(const struct facts *f, const char *kind, const char *batch)
{
    for (size_t i = 0; i < f->n_rosters; i++) {
        if (strcmp(title_kind_name(f->rosters[i].kind), kind) == 0 &&
            strcmp(f->rosters[i].batch, batch) == 0)
            return &f->rosters[i];
    }
    fail_msg("no list %s/%s", kind, batch);
    return NULL;
}

static void lists_know_what_was_declared_and_what_is_here(void **state)
{
    static const struct {
        const char *kind, *batch;
        int declared, known;
    } rows[] = {
        {"demo-city", "2022-city", 38, 38},     {"pilot-city", "2022-city", 72, 29},
        {"demo-county", "2022-county", 48, 10}, {"pilot-county", "2022-county", 151, 18},
        {"demo-park", "2022-park", 22, 4},      {"pilot-park", "2022-park", 64, 9},
        {"demo-city", "2024", 18, 6},           {"pilot-city", "2024", 38, 9},
        {"demo-county", "2024", 30, 3},         {"pilot-county", "2024", 97, 12},
        {"demo-zone", "2023", 10, 1},           {"trial-zone", "2023", 15, 5},
        {"former-demo-zone", "old", 10, 10},    {"former-trial-zone", "old", 6, 6},
    };
    const struct facts *f = *state;

    assert_int_equal(f->n_rosters, COUNT(rows));
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct roster *r = list_of(f, rows[i].kind, rows[i].batch);

        if (r->declared != rows[i].declared || r->known != rows[i].known)
            fail_msg("%s/%s: declared %d known %d", rows[i].kind, rows[i].batch, r->declared,
                     r->known);
        if (strcmp(r->batch, "2024") == 0)
            assert_int_equal(title_count_known(r, f->titles, f->n_titles, AS_OF_BETWEEN), 0);
    }
}

static void absence_is_no_or_unknown_by_kind_unit_and_day(void **state)
{
    static const struct {
        const char *kind;
        enum place_kind place;
        const char *unit, *on;
        enum truth holds;
        enum absence_ground ground;
        const char *leans; /* batches, each with + where complete for the unit */
    } rows[] = {
#define CITY KIND_PREFECTURE_CITY
#define COUNTY KIND_COUNTY
        {"demo-city", CITY, "130000", "2022-06-30", TRUTH_NO, ABSENCE_BEFORE_FIRST, ""},
        {"demo-city", CITY, "130000", "2022-07-01", TRUTH_NO, ABSENCE_COMPLETE, "2022-city+ "},
        {"demo-city", CITY, "130000", "2023-12-31", TRUTH_NO, ABSENCE_COMPLETE, "2022-city+ "},
        {"demo-city", CITY, "130000", "2024-01-01", TRUTH_UNKNOWN, ABSENCE_INCOMPLETE,
         "2022-city+ 2024 "},
        {"demo-city", CITY, "130000", "2025-07-01", TRUTH_UNKNOWN, ABSENCE_INCOMPLETE, "2024 "},
        {"demo-city", CITY, "130000", "2027-01-01", TRUTH_UNKNOWN, ABSENCE_AFTER_LAST, "2024 "},
        {"pilot-city", CITY, "130000", "2023-06-01", TRUTH_UNKNOWN, ABSENCE_INCOMPLETE,
         "2022-city "},
        {"pilot-city", CITY, "440000", "2023-06-01", TRUTH_NO, ABSENCE_COMPLETE, "2022-city+ "},
        {"pilot-city", CITY, "440000", "2024-06-01", TRUTH_UNKNOWN, ABSENCE_INCOMPLETE,
         "2022-city+ 2024 "},
        {"pilot-city", CITY, "430000", "2023-06-01", TRUTH_NO, ABSENCE_COMPLETE, "2022-city+ "},
        {"pilot-city", CITY, "610000", "2023-12-31", TRUTH_NO, ABSENCE_COMPLETE, "2022-city+ "},
        {"pilot-county", COUNTY, "500000", "2022-07-31", TRUTH_NO, ABSENCE_BEFORE_FIRST, ""},
        {"pilot-county", COUNTY, "500000", "2022-08-01", TRUTH_NO, ABSENCE_COMPLETE,
         "2022-county+ "},
        {"pilot-county", COUNTY, "650000", "2023-06-01", TRUTH_UNKNOWN, ABSENCE_INCOMPLETE,
         "2022-county "},
        {"pilot-county", KIND_COUNTY_CITY, "XPCC", "2023-06-01", TRUTH_UNKNOWN, ABSENCE_INCOMPLETE,
         "2022-county "},
        {"demo-county", COUNTY, "410000", "2023-06-01", TRUTH_NO, ABSENCE_COMPLETE,
         "2022-county+ "},
        {"demo-county", KIND_DISTRICT, "440000", "2023-06-01", TRUTH_NO, ABSENCE_COMPLETE,
         "2022-county+ "},
        {"demo-county", COUNTY, "500000", "2023-06-01", TRUTH_UNKNOWN, ABSENCE_INCOMPLETE,
         "2022-county "},
        {"demo-county", COUNTY, "410000", "2026-12-31", TRUTH_UNKNOWN, ABSENCE_INCOMPLETE, "2024 "},
        {"demo-county", CITY, "410000", "2027-01-01", TRUTH_NO, ABSENCE_NOT_NAMEABLE, ""},
        {"demo-city", KIND_DISTRICT, "320000", "2023-06-01", TRUTH_NO, ABSENCE_NOT_NAMEABLE, ""},
        {"pilot-city", KIND_LEAGUE, "150000", "2023-06-01", TRUTH_NO, ABSENCE_NOT_NAMEABLE, ""},
        {"pilot-county", KIND_SPECIAL_AREA, "630000", "2023-06-01", TRUTH_NO, ABSENCE_NOT_NAMEABLE,
         ""},
        /* Zones have no known term: their list may run on any day. */
        {"demo-zone", KIND_DISTRICT, "370000", "2024-06-01", TRUTH_NO, ABSENCE_COMPLETE, "2023+ "},
        {"demo-zone", KIND_DISTRICT, "320000", "2024-06-01", TRUTH_UNKNOWN, ABSENCE_INCOMPLETE,
         "2023 "},
        {"js-zone", KIND_DISTRICT, "320000", "2024-06-01", TRUTH_UNKNOWN, ABSENCE_NO_LIST, ""},
#undef CITY
#undef COUNTY
    };
    struct view v = facts_view(*state, MOMENT_NONE);

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct absentee who = {rows[i].place, rows[i].unit, NULL, 0};
        enum title_kind kind = TITLE_KINDS;
        struct absence a;
        struct buf leans = {0};

        assert_true(title_kind_parse(rows[i].kind, &kind));
        a = coverage_absence(&v, kind, &who, day_of(rows[i].on));
        buf_puts(&leans, "");
        for (size_t k = 0; k < a.n_leans; k++)
            buf_printf(&leans, "%s%s ", a.leans[k].roster->batch, a.leans[k].complete ? "+" : "");
        if (a.holds != rows[i].holds || a.ground != rows[i].ground ||
            strcmp(leans.data, rows[i].leans) != 0)
            fail_msg("row %zu %s %s %s: %d %d %s", i, rows[i].kind, rows[i].unit, rows[i].on,
                     a.holds, a.ground, leans.data);
        buf_free(&leans);
    }
}

static void absence_speaks_as_of_its_moment(void **state)
{
    struct absentee who = {KIND_PREFECTURE_CITY, "130000", NULL, 0};
    struct view then = facts_view(*state, AS_OF_BETWEEN);
    struct view before = facts_view(*state, 1);
    date_t on = day_of("2024-06-01");
    struct absence a = coverage_absence(&then, TITLE_DEMO_CITY, &who, on);

    assert_int_equal(a.holds, TRUTH_NO);
    assert_int_equal(a.n_leans, 1);
    a = coverage_absence(&then, TITLE_DEMO_CITY, &who, day_of("2025-07-01"));
    assert_int_equal(a.ground, ABSENCE_AFTER_LAST);
    assert_int_equal(a.limit, day_of("2025-06-30"));
    a = coverage_absence(&before, TITLE_DEMO_CITY, &who, on);
    assert_int_equal(a.holds, TRUTH_UNKNOWN);
    assert_int_equal(a.ground, ABSENCE_NO_LIST);
}

static void one_incomplete_list_is_enough_whichever_comes_first(void **state)
{
    struct absentee who = {KIND_PREFECTURE_CITY, "130000", NULL, 0};

    (void)state;
    for (int whole = 0; whole < 4; whole++) {
        struct roster lists[2];
        struct view v = {.rosters = lists, .n_rosters = 2, .as_of = MOMENT_NONE};

        for (int i = 0; i < 2; i++)
            lists[i] = (struct roster){.kind = TITLE_DEMO_CITY,
                                       .batch = "x",
                                       .since = DATE_NONE,
                                       .until = DATE_NONE,
                                       .declared = 5,
                                       .known = whole & (1 << i) ? 5 : 4,
                                       .retracted = MOMENT_NONE};
        assert_int_equal(coverage_absence(&v, TITLE_DEMO_CITY, &who, day_of("2023-06-01")).holds,
                         whole == 3 ? TRUTH_NO : TRUTH_UNKNOWN);
        lists[0].known = 6; /* more than declared is a mistake, and proves nothing */
        assert_int_equal(coverage_absence(&v, TITLE_DEMO_CITY, &who, day_of("2023-06-01")).holds,
                         TRUTH_UNKNOWN);
    }
}

static void a_row_shows_from_its_recording_to_its_retraction(void **state)
{
    static const struct {
        moment_t as_of, recorded, retracted;
        bool shown;
    } rows[] = {
        {MOMENT_NONE, 10, MOMENT_NONE, true},
        {MOMENT_NONE, 10, 20, false},
        {9, 10, MOMENT_NONE, false},
        {10, 10, MOMENT_NONE, true},
        {19, 10, 20, true},
        {20, 10, 20, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_int_equal(view_shows(rows[i].as_of, rows[i].recorded, rows[i].retracted),
                         rows[i].shown);
}

static void places_are_counted_and_unknown_is_not_zero(void **state)
{
    static const struct {
        enum quota_status status;
        int places, used, left;
        enum quota_answer recommend;
        int set;
        enum quota_answer may_set;
        bool sums;
    } rows[] = {
        {QUOTA_PUBLISHED, 7, 0, 7, QUOTA_MAY, 0, QUOTA_MAY, true},
        {QUOTA_PUBLISHED, 7, 6, 1, QUOTA_MAY, 6, QUOTA_MAY, true},
        {QUOTA_PUBLISHED, 7, 7, 0, QUOTA_NONE_LEFT, 6, QUOTA_BELOW_USE, true},
        {QUOTA_PUBLISHED, 7, 8, 0, QUOTA_NONE_LEFT, 8, QUOTA_MAY, false},
        {QUOTA_PUBLISHED, 0, 0, 0, QUOTA_NONE_LEFT, -1, QUOTA_NO_NUMBER, true},
        {QUOTA_ILLUSTRATIVE, 2, 1, 1, QUOTA_MAY, 100001, QUOTA_NO_NUMBER, true},
        {QUOTA_UNKNOWN, QUOTA_NOT_KNOWN, 0, QUOTA_NOT_KNOWN, QUOTA_NOT_WITHOUT_NUMBER, 3, QUOTA_MAY,
         true},
        {QUOTA_UNKNOWN, 5, 0, QUOTA_NOT_KNOWN, QUOTA_NOT_WITHOUT_NUMBER, 5, QUOTA_MAY, true},
        {QUOTA_UNKNOWN, QUOTA_NOT_KNOWN, 1, QUOTA_NOT_KNOWN, QUOTA_NOT_WITHOUT_NUMBER, 0,
         QUOTA_BELOW_USE, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct quota q = {
            "2023", "320000", TITLE_DEMO_CITY, rows[i].status, rows[i].places, rows[i].used,
            0,      NULL};

        if (quota_left(&q) != rows[i].left || quota_may_recommend(&q) != rows[i].recommend ||
            quota_may_set(&q, rows[i].set) != rows[i].may_set || quota_sums(&q) != rows[i].sums)
            fail_msg("row %zu", i);
    }
}

static void a_round_holds_the_days_of_its_window(void **state)
{
    static const struct round rounds[] = {
        {.id = "2021", .window_since = DATE_NONE, .window_until = DATE_NONE},
        {.id = "2022", .window_since = 100, .window_until = DATE_NONE},
        {.id = "2022-zone",
         .window_since = 90,
         .window_until = 120,
         .tracks = 1U << TITLE_DEMO_ZONE | 1U << TITLE_TRIAL_ZONE},
        {.id = "2023", .window_since = 100, .window_until = 110}};

    (void)state;
    assert_null(round_on(rounds, 4, TITLE_DEMO_CITY, 99));
    assert_ptr_equal(round_on(rounds, 4, TITLE_DEMO_CITY, 100), &rounds[3]);
    assert_ptr_equal(round_on(rounds, 4, TITLE_PILOT_COUNTY, 110), &rounds[3]);
    assert_null(round_on(rounds, 4, TITLE_DEMO_CITY, 111));
    assert_null(round_on(rounds, 3, TITLE_DEMO_CITY, 105));
    assert_ptr_equal(round_on(rounds, 4, TITLE_TRIAL_ZONE, 105), &rounds[2]);
    assert_null(round_on(rounds, 4, TITLE_JS_ZONE, 105));
}

static void the_rounds_of_2023_have_no_known_window(void **state)
{
    struct facts *f = *state;
    struct sheet s;

    sheet_open(&s, f->arena, "geodata/facts/rounds.csv");
    assert_true(sheet_next(&s));
    assert_string_equal(sheet_get(&s, "round"), "2023");
    assert_non_null(sheet_get(&s, "document"));
    assert_null(sheet_get(&s, "window_since"));
    assert_null(sheet_get(&s, "window_until"));
    assert_null(sheet_get(&s, "tracks"));
    assert_true(sheet_next(&s));
    assert_string_equal(sheet_get(&s, "round"), "2023-zone");
    assert_null(sheet_get(&s, "window_since"));
    assert_string_equal(sheet_get(&s, "tracks"), "demo-zone trial-zone");
    assert_false(sheet_next(&s));
    free(s.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_know_what_was_declared_and_what_is_here),
        cmocka_unit_test(absence_is_no_or_unknown_by_kind_unit_and_day),
        cmocka_unit_test(absence_speaks_as_of_its_moment),
        cmocka_unit_test(one_incomplete_list_is_enough_whichever_comes_first),
        cmocka_unit_test(a_row_shows_from_its_recording_to_its_retraction),
        cmocka_unit_test(places_are_counted_and_unknown_is_not_zero),
        cmocka_unit_test(a_round_holds_the_days_of_its_window),
        cmocka_unit_test(the_rounds_of_2023_have_no_known_window),
    };

    return cmocka_run_group_tests(tests, facts_setup, facts_teardown);
}
