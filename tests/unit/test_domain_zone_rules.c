/* Who may apply for a zone, and what the register can tell of the one that is proposed.  Marks are
 * results: m met, n not met, ? unknown, - does not apply. */
#include "base/mem.h"
#include "domain/eligibility.h"
#include "domain/evidence.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { TODAY = 19700 }; /* 2023-12-09 */

#define ON_RECORD .recorded = 0, .retracted = MOMENT_NONE
#define NO_TERM .since = DATE_NONE, .until = DATE_NONE

static const struct roster rosters[] = {
    {TITLE_FORMER_DEMO_ZONE, "old", "Z", "Z", NO_TERM, .declared = 10, .known = 10, ON_RECORD},
    {TITLE_FORMER_TRIAL_ZONE, "old", "Z", "Z", NO_TERM, .declared = 6, .known = 6, ON_RECORD},
    {TITLE_DEMO_ZONE, "2023", "51", "x", NO_TERM, .declared = 10, .known = 2, ON_RECORD},
    {TITLE_TRIAL_ZONE, "2023", "51", "x", NO_TERM, .declared = 15, .known = 5, ON_RECORD},
};
static const struct completeness complete[] = {
    {TITLE_FORMER_DEMO_ZONE, "old", NULL, "the annex", ON_RECORD},
    {TITLE_FORMER_TRIAL_ZONE, "old", NULL, "the annex", ON_RECORD},
    {TITLE_DEMO_ZONE, "2023", "370000", "counted", ON_RECORD},
    {TITLE_TRIAL_ZONE, "2023", "370000", "counted", ON_RECORD},
};
static const struct view view = {rosters, COUNT(rosters), complete, COUNT(complete), MOMENT_NONE};

static char mark(enum result r)
{
    static const char marks[] = "mn?-";

    return marks[r];
}

static enum result result_of(const struct eligibility *e, const char *id)
{
    for (size_t i = 0; i < e->n; i++) {
        if (strcmp(condition_name(e->conditions[i].rule->id), id) == 0)
            return e->conditions[i].result;
    }
    fail_msg("no condition %s", id);
    return RESULT_UNKNOWN;
}

/* ---- whose government ---- */

static void the_text_says_whose_government_applies_or_leaves_it_open(void **state)
{
    static const struct {
        const char *code, *name;
        enum place_level level;
        char national, jiangsu;
    } rows[] = {
        {"320100", "南京市", LEVEL_PREFECTURE, 'm', 'n'},
        {"441900", "东莞市", LEVEL_PREFECTURE, 'm', 'n'},
        {"422800", "恩施土家族苗族自治州", LEVEL_PREFECTURE, 'm', 'n'},
        {"232700", "大兴安岭地区", LEVEL_PREFECTURE, '?', 'n'},
        {"152200", "兴安盟", LEVEL_PREFECTURE, '?', 'n'},
        {"110000", "北京市", LEVEL_PROVINCE, 'm', 'n'},
        {"320000", "江苏省", LEVEL_PROVINCE, 'm', 'n'},
        {"450000", "广西壮族自治区", LEVEL_PROVINCE, 'm', 'n'},
        {"310104", "徐汇区", LEVEL_COUNTY, '?', 'n'},
        {"500241", "秀山土家族苗族自治县", LEVEL_COUNTY, '?', 'n'},
        {"659001", "石河子市", LEVEL_COUNTY, '?', 'n'},
        {"320115", "江宁区", LEVEL_COUNTY, 'n', 'm'},
        {"320583", "昆山市", LEVEL_COUNTY, 'n', 'm'},
        {"320831", "金湖县", LEVEL_COUNTY, 'n', 'm'},
        {"330106", "西湖区", LEVEL_COUNTY, 'n', 'n'},
        {"429004", "仙桃市", LEVEL_COUNTY, 'n', 'n'},
        {"632857", "大柴旦行政委员会", LEVEL_COUNTY, 'n', 'n'},
        {"810000", "香港特别行政区", LEVEL_PROVINCE, 'n', 'n'},
        {"710001", "台北市", LEVEL_COUNTY, 'n', 'n'},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        for (int t = TRACKS; t < APPLIED_KINDS; t++) {
            char province[7];
            const char *want = t == TITLE_JS_ZONE ? &rows[i].jiangsu : &rows[i].national;
            struct holder place = {.code = rows[i].code,
                                   .unit = place_recommending_unit(rows[i].code, province)};
            struct question q = {.track = (enum title_kind)t, .on = TODAY};
            struct eligibility e;

            assert_true(place_kind_derive(rows[i].code, rows[i].name, rows[i].level, &place.kind));
            eligibility_assess(&view, &place, &q, &e);
            if (mark(result_of(&e, "place-kind")) != *want)
                fail_msg("%s on %s: %c", rows[i].name, title_kind_name(q.track),
                         mark(result_of(&e, "place-kind")));
            assert_int_equal(e.verdict, *want == 'n' ? VERDICT_NOT_ELIGIBLE : VERDICT_UNDETERMINED);
            assert_int_equal(mark(result_of(&e, "not-already-titled")), *want == 'n' ? '-' : '?');
            assert_int_equal(e.conditions[0].rule->clause[0], t == TITLE_JS_ZONE ? 'J' : 'Z');
        }
    }
}

/* ---- the zone ---- */

#define TITLE(kind_, since_, until_)                                                               \
    {                                                                                              \
        .id = 1, .kind = (kind_), .confidence = CONFIDENCE_STATED, .name = "z", .unit = "320000",  \
        .batch = "b", .document = "d", .source = "s", .since = (since_), .until = (until_),        \
        .revoked = DATE_NONE, .superseded = DATE_NONE, ON_RECORD                                   \
    }

static const struct title former_demo = TITLE(TITLE_FORMER_DEMO_ZONE, DATE_NONE, DATE_NONE);
static const struct title former_trial = TITLE(TITLE_FORMER_TRIAL_ZONE, DATE_NONE, DATE_NONE);
static const struct title demo_now = TITLE(TITLE_DEMO_ZONE, TODAY - 10, TODAY + 10);
static const struct title demo_over = TITLE(TITLE_DEMO_ZONE, TODAY - 10, TODAY - 1);
static const struct title trial_now = TITLE(TITLE_TRIAL_ZONE, TODAY - 10, TODAY + 10);
static const struct title trial_open = TITLE(TITLE_TRIAL_ZONE, DATE_NONE, DATE_NONE);
static const struct title js_now = TITLE(TITLE_JS_ZONE, TODAY - 10, TODAY + 10);

/* Of former-zone, outstanding (. where it is not asked) and not-already-titled. */
static void the_earlier_titles_of_a_zone_say_what_it_may_apply_for(void **state)
{
    static const struct {
        enum title_kind track;
        const char *unit;
        const struct title *title; /* NULL: none */
        bool outstanding;
        const char *marks;
    } rows[] = {
        {TITLE_DEMO_ZONE, "320000", &former_demo, false, "mn?"},
        {TITLE_DEMO_ZONE, "320000", &former_trial, false, "nn?"},
        {TITLE_DEMO_ZONE, "320000", &former_trial, true, "n??"},
        {TITLE_DEMO_ZONE, "320000", NULL, false, "nn?"},
        {TITLE_DEMO_ZONE, "370000", NULL, true, "n?m"},
        {TITLE_DEMO_ZONE, "370000", &former_demo, true, "m?m"},
        {TITLE_DEMO_ZONE, "370000", &demo_now, false, "nnn"},
        {TITLE_DEMO_ZONE, "370000", &demo_over, false, "nnm"},
        {TITLE_DEMO_ZONE, "370000", &trial_now, false, "nnm"},
        {TITLE_TRIAL_ZONE, "320000", &former_trial, false, "m.?"},
        {TITLE_TRIAL_ZONE, "320000", &former_demo, false, "?.?"},
        {TITLE_TRIAL_ZONE, "370000", NULL, false, "m.m"},
        {TITLE_TRIAL_ZONE, "370000", &trial_now, false, "m.n"},
        {TITLE_TRIAL_ZONE, "370000", &trial_open, false, "m.?"},
        {TITLE_TRIAL_ZONE, "370000", &demo_now, false, "m.n"},
        {TITLE_TRIAL_ZONE, "370000", &js_now, false, "m.m"},
        {TITLE_JS_ZONE, "320000", &js_now, false, "..n"},
        {TITLE_JS_ZONE, "320000", &trial_now, false, "..m"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        bool js = rows[i].track == TITLE_JS_ZONE;
        const struct holder place = {.code = js ? "320115" : "320100",
                                     .kind = js ? KIND_DISTRICT : KIND_PREFECTURE_CITY,
                                     .unit = rows[i].unit};
        const struct zone_case zone = {.name = "z",
                                       .outstanding = rows[i].outstanding,
                                       .titles = rows[i].title,
                                       .n_titles = rows[i].title != NULL};
        const struct question q = {.track = rows[i].track, .on = TODAY, .zone = &zone};
        char got[4] = "...", evidence[EVIDENCE_TEXT];
        struct eligibility e;

        eligibility_assess(&view, &place, &q, &e);
        if (!js)
            got[0] = mark(result_of(&e, "former-zone"));
        if (rows[i].track == TITLE_DEMO_ZONE)
            got[1] = mark(result_of(&e, "outstanding"));
        got[2] = mark(result_of(&e, "not-already-titled"));
        if (strcmp(got, rows[i].marks) != 0)
            fail_msg("row %zu: %s", i, got);
        for (size_t k = 0; k < e.n; k++) { /* a sentence for each, in either language */
            assert_true(*evidence_of(&e, &e.conditions[k], true, evidence));
            assert_true(*evidence_of(&e, &e.conditions[k], false, evidence));
        }
    }
}

static enum result ask(enum title_kind track, const struct zone_case *zone,
                       const struct finding *found, date_t on, const char *id)
{
    bool js = track == TITLE_JS_ZONE;
    const struct holder place = {.code = js ? "320115" : "320100",
                                 .kind = js ? KIND_DISTRICT : KIND_PREFECTURE_CITY,
                                 .unit = "320000"};
    const struct question q = {
        .track = track, .on = on, .zone = zone, .findings = found, .n_findings = found != NULL};
    struct eligibility e;

    eligibility_assess(&view, &place, &q, &e);
    return result_of(&e, id);
}

/* What the register knows no finding outweighs; where it is silent the finding is the answer. */
static void a_finding_counts_where_the_register_is_silent(void **state)
{
    static const struct finding met = {CONDITION_HOST, RESULT_MET, "p", "seen", TODAY};
    static const struct finding not_met = {CONDITION_HOST, RESULT_NOT_MET, "p", "seen", TODAY};
    static const struct {
        enum truth host;
        const struct finding *found;
        enum result want;
    } rows[] = {
        {TRUTH_YES, NULL, RESULT_MET},     {TRUTH_YES, &not_met, RESULT_MET},
        {TRUTH_NO, &met, RESULT_NOT_MET},  {TRUTH_UNKNOWN, NULL, RESULT_UNKNOWN},
        {TRUTH_UNKNOWN, &met, RESULT_MET}, {TRUTH_UNKNOWN, &not_met, RESULT_NOT_MET},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct zone_case zone = {.name = "z", .host = rows[i].host};

        assert_int_equal(ask(TITLE_DEMO_ZONE, &zone, rows[i].found, TODAY, "host"), rows[i].want);
    }
}

static void fifteen_institutions_are_enough_in_jiangsu(void **state)
{
    static const struct finding met = {CONDITION_INSTITUTIONS, RESULT_MET, "p", "16", TODAY};
    static const struct {
        int on_record;
        const struct finding *found;
        enum result want;
    } rows[] = {
        {0, NULL, RESULT_UNKNOWN},  {0, &met, RESULT_MET},  {1, NULL, RESULT_NOT_MET},
        {14, &met, RESULT_NOT_MET}, {15, NULL, RESULT_MET}, {600, NULL, RESULT_MET},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct zone_case zone = {.name = "z", .institutions = rows[i].on_record};

        assert_int_equal(ask(TITLE_JS_ZONE, &zone, rows[i].found, TODAY, "institutions"),
                         rows[i].want);
    }
}

static void thirty_june_is_the_last_day_that_is_not_late(void **state)
{
    static const struct {
        const char *day;
        enum result want;
    } rows[] = {
        {"2023-12-31", RESULT_NOT_MET}, {"2024-01-01", RESULT_MET},     {"2024-02-29", RESULT_MET},
        {"2024-06-30", RESULT_MET},     {"2024-07-01", RESULT_NOT_MET}, {"2025-06-30", RESULT_MET},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        date_t day;

        assert_true(date_parse(rows[i].day, &day));
        assert_int_equal(ask(TITLE_JS_ZONE, NULL, NULL, day, "in-season"), rows[i].want);
    }
}

/* Told, and without weight: everything else met, the verdict is the same. */
static void excellence_in_jiangsu_is_told_and_the_season_hinders_nobody(void **state)
{
    static const char *const told[] = {"provincial-excellence", "in-season"};
    struct zone_case zone = {.name = "z", .excellent = TRUTH_YES};

    (void)state;
    assert_int_equal(ask(TITLE_TRIAL_ZONE, &zone, NULL, TODAY, told[0]), RESULT_MET);
    zone.excellent = TRUTH_NO;
    assert_int_equal(ask(TITLE_TRIAL_ZONE, &zone, NULL, TODAY, told[0]), RESULT_NOT_MET);
    assert_int_equal(ask(TITLE_TRIAL_ZONE, NULL, NULL, TODAY, told[0]), RESULT_UNKNOWN);
    for (int t = TRACKS; t < APPLIED_KINDS; t++) {
        size_t n;
        const struct rule *rules = rules_of((enum title_kind)t, &n);

        assert_true(n <= RULES_MOST);
        for (size_t i = 0; i < n; i++) {
            bool is_told = strcmp(condition_name(rules[i].id), told[0]) == 0 ||
                           strcmp(condition_name(rules[i].id), told[1]) == 0;

            assert_int_equal(rules[i].decides, !is_told);
            assert_string_not_equal(rules[i].zh, rules[i].en);
        }
    }
}

static void sets_of_tracks_are_written_and_read(void **state)
{
    char text[TRACKS_TEXT];
    unsigned set;

    (void)state;
    for (unsigned k = 1; k < 1U << APPLIED_KINDS; k++) {
        assert_true(tracks_parse(tracks_text(k, text), &set));
        assert_int_equal(set, k);
    }
    assert_true(tracks_parse(" js-zone,trial-zone ", &set));
    assert_string_equal(tracks_text(set, text), "trial-zone js-zone");
    assert_false(tracks_parse("", &set));
    assert_false(tracks_parse("demo-park", &set));
    assert_false(tracks_parse("trial-zone;js-zone", &set));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_text_says_whose_government_applies_or_leaves_it_open),
        cmocka_unit_test(the_earlier_titles_of_a_zone_say_what_it_may_apply_for),
        cmocka_unit_test(a_finding_counts_where_the_register_is_silent),
        cmocka_unit_test(fifteen_institutions_are_enough_in_jiangsu),
        cmocka_unit_test(thirty_june_is_the_last_day_that_is_not_late),
        cmocka_unit_test(excellence_in_jiangsu_is_told_and_the_season_hinders_nobody),
        cmocka_unit_test(sets_of_tracks_are_written_and_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
