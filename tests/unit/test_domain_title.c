/* Status of a title on a day, holdings, lookups and ends of terms, from the published facts and
 * from rows made up for what the facts do not show. */
#include "domain_facts.h"

#include "domain/lookup.h"
#include "domain/term.h"
#include "domain/title_check.h"

static const struct title *find_title(const struct holder *h, const char *kind)
{
    for (size_t i = 0; i < h->n_titles; i++) {
        if (strcmp(title_kind_name(h->titles[i].kind), kind) == 0)
            return &h->titles[i];
    }
    fail_msg("%s holds no %s", h->code, kind);
    return NULL;
}

static void published_titles_have_their_status(void **state)
{
    static const struct {
        const char *code, *name;
        enum place_level level;
        const char *kind, *on;
        moment_t as_of;
        const char *status;
    } rows[] = {
        {"110106", "丰台区", LEVEL_COUNTY, "pilot-city", "2022-06-30", 0, "not_yet"},
        {"110106", "丰台区", LEVEL_COUNTY, "pilot-city", "2022-07-01", 0, "in_force"},
        {"110106", "丰台区", LEVEL_COUNTY, "pilot-city", "2023-12-31", 0, "in_force"},
        {"110106", "丰台区", LEVEL_COUNTY, "pilot-city", "2024-01-01", 0, "superseded"},
        {"110106", "丰台区", LEVEL_COUNTY, "pilot-city", "2025-06-30", 0, "superseded"},
        {"110106", "丰台区", LEVEL_COUNTY, "pilot-city", "2027-01-01", 0, "superseded"},
        {"110106", "丰台区", LEVEL_COUNTY, "pilot-city", "2024-02-01", AS_OF_BETWEEN, "in_force"},
        {"110106", "丰台区", LEVEL_COUNTY, "pilot-city", "2025-07-01", AS_OF_BETWEEN, "ended"},
        {"110106", "丰台区", LEVEL_COUNTY, "demo-city", "2023-12-31", 0, "not_yet"},
        {"110106", "丰台区", LEVEL_COUNTY, "demo-city", "2024-02-01", 0, "in_force"},
        {"110106", "丰台区", LEVEL_COUNTY, "demo-city", "2026-12-31", 0, "in_force"},
        {"110106", "丰台区", LEVEL_COUNTY, "demo-city", "2027-01-01", 0, "ended"},
        {"430200", "株洲市", LEVEL_PREFECTURE, "pilot-city", "2023-12-31", 0, "in_force"},
        {"430200", "株洲市", LEVEL_PREFECTURE, "pilot-city", "2024-01-01", 0,
         "in_force_unless_superseded"},
        {"430200", "株洲市", LEVEL_PREFECTURE, "pilot-city", "2025-06-30", 0,
         "in_force_unless_superseded"},
        {"430200", "株洲市", LEVEL_PREFECTURE, "pilot-city", "2025-06-30", AS_OF_BETWEEN,
         "in_force"},
        {"430200", "株洲市", LEVEL_PREFECTURE, "pilot-city", "2025-07-01", 0, "ended"},
        {"211300", "朝阳市", LEVEL_PREFECTURE, "pilot-city", "2024-02-01", 0, "in_force"},
        {"310104", "徐汇区", LEVEL_COUNTY, "demo-city", "2024-02-01", 0, "in_force"},
        {"150100", "呼和浩特市", LEVEL_PREFECTURE, "pilot-city", "2024-02-01", 0,
         "in_force_unless_superseded"},
        {"620100", "兰州市", LEVEL_PREFECTURE, "pilot-city", "2024-02-01", 0, "term_unknown"},
        {"370102", "历下区", LEVEL_COUNTY, "pilot-county", "2024-01-01", 0, "superseded"},
        {"410783", "长垣市", LEVEL_COUNTY, "pilot-county", "2025-07-31", 0,
         "in_force_unless_superseded"},
        {"410783", "长垣市", LEVEL_COUNTY, "pilot-county", "2025-08-01", 0, "ended"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct place_room room;
        struct holder h = facts_holder(*state, rows[i].code, rows[i].name, rows[i].level, &room);
        struct view v = facts_view(*state, rows[i].as_of ? rows[i].as_of : MOMENT_NONE);
        enum title_status got = title_status(&v, h.titles, h.n_titles, find_title(&h, rows[i].kind),
                                             day_of(rows[i].on));

        if (strcmp(title_status_name(got), rows[i].status) != 0)
            fail_msg("%s %s on %s: %s, want %s", rows[i].name, rows[i].kind, rows[i].on,
                     title_status_name(got), rows[i].status);
    }
}

/* Days of a made-up calendar; U stands for unknown or never. */
enum { U = DATE_NONE };

static struct title made(enum title_kind kind, enum confidence c, date_t since, date_t until)
{
    return (struct title){.id = kind + 1,
                          .kind = kind,
                          .confidence = c,
                          .name = "甲",
                          .holder = "100100",
                          .unit = "100000",
                          .batch = "b",
                          .since = since,
                          .until = until,
                          .revoked = U,
                          .superseded = U,
                          .retracted = MOMENT_NONE};
}

static void a_pilot_ends_with_the_first_day_of_its_demonstration(void **state)
{
    static const struct {
        enum confidence confidence; /* of the demonstration */
        date_t since, until, revoked;
        const char *pilot[3]; /* the pilot of days 100 to 200, on days 150, 190 and 250 */
    } rows[] = {
#define S CONFIDENCE_STATED
#define L CONFIDENCE_LOCAL_PLAN
#define FORCE "in_force"
#define MAYBE "in_force_unless_superseded"
#define GONE "superseded"
        {S, 180, 400, U, {FORCE, GONE, GONE}},
        {S, 150, 400, U, {GONE, GONE, GONE}},
        {S, 151, 400, U, {FORCE, GONE, GONE}},
        {S, 120, 140, U, {GONE, GONE, GONE}},        /* it does not come back */
        {S, 180, 400, 185, {FORCE, GONE, GONE}},     /* nor after a revocation */
        {S, 180, 400, 180, {FORCE, FORCE, "ended"}}, /* never in force */
        {S, 201, 400, U, {FORCE, FORCE, "ended"}},
        {S, 200, 400, U, {FORCE, FORCE, GONE}},
        {S, 10, 99, U, {FORCE, FORCE, "ended"}}, /* over before the pilot began */
        {S, 10, 300, 100, {FORCE, FORCE, "ended"}},
        {S, 10, 100, U, {GONE, GONE, GONE}},
        {S, 180, U, U, {FORCE, GONE, GONE}},
        {S, U, 400, U, {MAYBE, MAYBE, "ended"}},
        {S, U, 99, U, {FORCE, FORCE, "ended"}},
        {L, 180, 400, U, {FORCE, MAYBE, "ended"}},
        {L, U, U, U, {MAYBE, MAYBE, "ended"}},
        {CONFIDENCE_DERIVED, 180, 400, U, {FORCE, FORCE, "ended"}},
#undef S
#undef L
#undef FORCE
#undef MAYBE
#undef GONE
    };
    static const date_t days[] = {150, 190, 250};
    struct view v = {.as_of = MOMENT_NONE};

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct title titles[2] = {
            made(TITLE_PILOT_COUNTY, CONFIDENCE_STATED, 100, 200),
            made(TITLE_DEMO_COUNTY, rows[i].confidence, rows[i].since, rows[i].until),
        };

        titles[1].revoked = rows[i].revoked;
        for (size_t k = 0; k < COUNT(days); k++) {
            const char *got = title_status_name(title_status(&v, titles, 2, &titles[0], days[k]));

            if (strcmp(got, rows[i].pilot[k]) != 0)
                fail_msg("row %zu day %d: %s, want %s", i, days[k], got, rows[i].pilot[k]);
        }
    }
}

static void others_do_not_end_a_pilot(void **state)
{
    struct view v = {.as_of = MOMENT_NONE};
    struct title titles[2] = {made(TITLE_PILOT_CITY, CONFIDENCE_STATED, 100, 200),
                              made(TITLE_DEMO_CITY, CONFIDENCE_STATED, 120, 400)};

    (void)state;
    assert_int_equal(title_status(&v, titles, 2, &titles[0], 150), STATUS_SUPERSEDED);
    titles[1].holder = "100200"; /* somebody else's */
    assert_int_equal(title_status(&v, titles, 2, &titles[0], 150), STATUS_IN_FORCE);
    titles[1].holder = "100100";
    titles[1].kind = TITLE_DEMO_COUNTY; /* another track */
    assert_int_equal(title_status(&v, titles, 2, &titles[0], 150), STATUS_IN_FORCE);
    titles[1].kind = TITLE_DEMO_CITY;
    titles[1].retracted = 50; /* taken back */
    assert_int_equal(title_status(&v, titles, 2, &titles[0], 150), STATUS_IN_FORCE);
    v.as_of = 49; /* but at that time it stood */
    assert_int_equal(title_status(&v, titles, 2, &titles[0], 150), STATUS_SUPERSEDED);
}

static void revocation_and_acts_speak_first(void **state)
{
    struct view v = {.as_of = MOMENT_NONE};
    struct title t = made(TITLE_DEMO_CITY, CONFIDENCE_STATED, 100, 200);

    (void)state;
    t.revoked = 150;
    assert_int_equal(title_status(&v, &t, 1, &t, 149), STATUS_IN_FORCE);
    assert_int_equal(title_status(&v, &t, 1, &t, 150), STATUS_REVOKED);
    assert_int_equal(title_status(&v, &t, 1, &t, 201), STATUS_REVOKED);
    assert_int_equal(title_days_left(&t, 140), 9);
    assert_int_equal(title_days_left(&t, 149), 0);
    assert_int_equal(title_days_left(&t, 150), -1);
    t.revoked = U;
    t.superseded = 160;
    assert_int_equal(title_status(&v, &t, 1, &t, 159), STATUS_IN_FORCE);
    assert_int_equal(title_status(&v, &t, 1, &t, 160), STATUS_SUPERSEDED);
    t.superseded = U;
    assert_int_equal(title_days_left(&t, 99), -1);
    assert_int_equal(title_days_left(&t, 200), 0);
    t.until = U;
    assert_int_equal(title_status(&v, &t, 1, &t, 150), STATUS_TERM_UNKNOWN);
    assert_int_equal(title_days_left(&t, 150), -1);
}

/* Absence is not asked of a list that names the place: a revoked title is a no, not an unknown. */
static void a_revoked_title_on_an_incomplete_list_is_a_no(void **state)
{
    struct roster lists[2] = {{.kind = TITLE_DEMO_CITY,
                               .batch = "b",
                               .since = 19174,
                               .until = 20000,
                               .declared = 9,
                               .known = 1,
                               .retracted = MOMENT_NONE},
                              {.kind = TITLE_DEMO_CITY,
                               .batch = "c",
                               .since = 19500,
                               .until = 20500,
                               .declared = 9,
                               .known = 1,
                               .retracted = MOMENT_NONE}};
    struct view v = {.rosters = lists, .n_rosters = 2, .as_of = MOMENT_NONE};
    struct title t = made(TITLE_DEMO_CITY, CONFIDENCE_STATED, 19174, 20000);
    struct holder h = {"100100", KIND_PREFECTURE_CITY, "100000", &t, 1};

    (void)state;
    t.revoked = 19300;
    assert_int_equal(holding_of(&v, &h, TITLE_DEMO_CITY, 19299).held, TRUTH_YES);
    assert_int_equal(holding_of(&v, &h, TITLE_DEMO_CITY, 19300).held, TRUTH_NO);
    assert_int_equal(holding_of(&v, &h, TITLE_DEMO_CITY, 19500).held, TRUTH_UNKNOWN);
    h.n_titles = 0;
    assert_int_equal(holding_of(&v, &h, TITLE_DEMO_CITY, 19300).held, TRUTH_UNKNOWN);
}

static void half_a_term_may_settle_a_day(void **state)
{
    static const struct {
        date_t since, until, on;
        enum truth held;
    } rows[] = {
        {U, U, 19300, TRUTH_UNKNOWN},     {U, U, 19100, TRUTH_NO},
        {19400, U, 19300, TRUTH_NO},      {19400, U, 19400, TRUTH_UNKNOWN},
        {U, 19400, 19400, TRUTH_UNKNOWN}, {U, 19400, 19401, TRUTH_NO},
    };
    struct roster list = {.kind = TITLE_PILOT_CITY,
                          .batch = "b",
                          .since = 19174,
                          .until = 20000,
                          .declared = 1,
                          .known = 1,
                          .retracted = MOMENT_NONE};
    struct view v = {.rosters = &list, .n_rosters = 1, .as_of = MOMENT_NONE};

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct title t = made(TITLE_PILOT_CITY, CONFIDENCE_STATED, rows[i].since, rows[i].until);
        struct holder h = {"100100", KIND_PREFECTURE_CITY, "100000", &t, 1};

        if (holding_of(&v, &h, TITLE_PILOT_CITY, rows[i].on).held != rows[i].held)
            fail_msg("row %zu", i);
    }
}

static void a_point_is_in_not_in_or_unknown(void **state)
{
    static const struct {
        struct {
            const char *code, *name;
            enum place_level level;
        } chain[3];
        const char *on;
        moment_t as_of;
        const char *answer;
        size_t n_leans;
    } rows[] = {
#define BEIJING {"110000", "北京市", LEVEL_PROVINCE}
#define JIANGSU                                                                                    \
    {                                                                                              \
        "320000", "江苏省", LEVEL_PROVINCE                                                         \
    }
#define NANJING                                                                                    \
    {                                                                                              \
        "320100", "南京市", LEVEL_PREFECTURE                                                       \
    }
#define JIANGNING                                                                                  \
    {                                                                                              \
        "320115", "江宁区", LEVEL_COUNTY                                                           \
    }
#define XUHUI                                                                                      \
    {                                                                                              \
        "310104", "徐汇区", LEVEL_COUNTY                                                           \
    }
        {{BEIJING, {"110108", "海淀区", LEVEL_COUNTY}}, "2022-06-30", 0, "not_in", 0},
        {{BEIJING, {"110108", "海淀区", LEVEL_COUNTY}}, "2023-06-01", 0, "in", 2},
        {{BEIJING, {"110106", "丰台区", LEVEL_COUNTY}}, "2022-06-30", 0, "not_in", 0},
        {{BEIJING, {"110106", "丰台区", LEVEL_COUNTY}}, "2022-08-01", 0, "in", 2},
        {{BEIJING, {"110106", "丰台区", LEVEL_COUNTY}}, "2025-07-01", 0, "in", 2},
        {{BEIJING, {"110106", "丰台区", LEVEL_COUNTY}}, "2025-07-01", AS_OF_BETWEEN, "unknown", 2},
        {{BEIJING, {"110106", "丰台区", LEVEL_COUNTY}}, "2027-01-01", 0, "unknown", 2},
        {{BEIJING, {"110101", "东城区", LEVEL_COUNTY}}, "2023-06-01", 0, "unknown", 2},
        {{JIANGSU, NANJING, JIANGNING}, "2022-06-30", 0, "not_in", 0},
        {{JIANGSU, NANJING, JIANGNING}, "2022-07-15", 0, "in", 2},
        {{JIANGSU, NANJING, JIANGNING}, "2023-06-01", 0, "in", 4},
        {{JIANGSU, NANJING, JIANGNING}, "2025-08-01", 0, "unknown", 4},
        {{{"310000", "上海市", LEVEL_PROVINCE}, XUHUI}, "2024-02-01", 0, "unknown", 4},
        {{{"310000", "上海市", LEVEL_PROVINCE}, XUHUI}, "2022-06-30", 0, "not_in", 0},
        {{{"430000", "湖南省", LEVEL_PROVINCE}, {"430200", "株洲市", LEVEL_PREFECTURE}},
         "2025-06-30",
         0,
         "in",
         4},
        {{{"430000", "湖南省", LEVEL_PROVINCE}, {"430200", "株洲市", LEVEL_PREFECTURE}},
         "2025-07-01",
         0,
         "unknown",
         2},
        {{{"440000", "广东省", LEVEL_PROVINCE}, {"441900", "东莞市", LEVEL_COUNTY}},
         "2023-06-01",
         0,
         "in",
         2},
        {{{"440000", "广东省", LEVEL_PROVINCE}, {"440500", "汕头市", LEVEL_PREFECTURE}},
         "2023-06-01",
         0,
         "not_in",
         2},
        {{{"440000", "广东省", LEVEL_PROVINCE}, {"440500", "汕头市", LEVEL_PREFECTURE}},
         "2024-06-01",
         0,
         "unknown",
         4},
        {{{"420000", "湖北省", LEVEL_PROVINCE}, {"429004", "仙桃市", LEVEL_COUNTY}},
         "2023-06-01",
         0,
         "unknown",
         2},
        {{{"420000", "湖北省", LEVEL_PROVINCE},
          {"422800", "恩施土家族苗族自治州", LEVEL_PREFECTURE}},
         "2023-06-01",
         0,
         "not_in",
         0},
        {{{"630000", "青海省", LEVEL_PROVINCE}, {"632857", "大柴旦行政委员会", LEVEL_COUNTY}},
         "2027-01-01",
         0,
         "not_in",
         0},
        {{{"820000", "澳门特别行政区", LEVEL_PROVINCE}}, "2023-06-01", 0, "not_in", 0},
        {{{NULL, NULL, LEVEL_PROVINCE}}, "2023-06-01", 0, "not_in", 0},
#undef BEIJING
#undef JIANGSU
#undef NANJING
#undef JIANGNING
#undef XUHUI
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct place_room rooms[3];
        struct holder chain[3];
        struct view v = facts_view(*state, rows[i].as_of ? rows[i].as_of : MOMENT_NONE);
        struct lookup got;
        size_t n = 0;

        for (; n < 3 && rows[i].chain[n].code; n++)
            chain[n] = facts_holder(*state, rows[i].chain[n].code, rows[i].chain[n].name,
                                    rows[i].chain[n].level, &rooms[n]);
        lookup_assess(&v, chain, n, day_of(rows[i].on), &got);
        if (strcmp(answer_name(got.answer), rows[i].answer) != 0 || got.n_leans != rows[i].n_leans)
            fail_msg("row %zu: %s leaning on %zu, want %s on %zu", i, answer_name(got.answer),
                     got.n_leans, rows[i].answer, rows[i].n_leans);
    }
}

static void only_an_edge_that_changes_the_answer_is_near(void **state)
{
    static const struct beyond edges[] = {
        {ANSWER_IN, 10}, {ANSWER_NOT_IN, 80}, {ANSWER_UNKNOWN, 200}};
    static const struct {
        double accuracy;
        size_t n;
        enum answer want;
    } rows[] = {{0, 3, ANSWER_IN},
                {-5, 3, ANSWER_IN},
                {50, 3, ANSWER_IN},
                {80, 3, ANSWER_IN},
                {80.5, 3, ANSWER_NEAR_BOUNDARY},
                {80.5, 1, ANSWER_IN},
                {500, 0, ANSWER_IN}};

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        if (lookup_near(ANSWER_IN, edges, rows[i].n, rows[i].accuracy) != rows[i].want)
            fail_msg("row %zu", i);
    }
}

static void ends_of_terms_come_by_day_and_leave_out_the_superseded(void **state)
{
    const struct facts *f = *state;
    struct view v = facts_view(f, MOMENT_NONE);
    struct term_end ends[FACTS_MOST], few[3];
    size_t n = term_ends(&v, f->titles, f->n_titles, DATE_NONE, DATE_NONE, ends, FACTS_MOST);

    assert_true(n > 100 && n < f->n_titles);
    for (size_t i = 0; i < n; i++) {
        const struct title *t = &f->titles[ends[i].title];

        assert_int_equal(t->confidence, CONFIDENCE_STATED);
        assert_int_equal(ends[i].day, t->until);
        assert_true(i == 0 || ends[i - 1].day < ends[i].day ||
                    (ends[i - 1].day == ends[i].day && ends[i - 1].title < ends[i].title));
        if (t->holder && strcmp(t->holder, "110106") == 0)
            assert_int_equal(t->kind, TITLE_DEMO_CITY);
    }
    assert_int_equal(term_ends(&v, f->titles, f->n_titles, DATE_NONE, DATE_NONE, few, 3), n);
    assert_memory_equal(few, ends, sizeof few);
    assert_int_equal(
        term_ends(&v, f->titles, f->n_titles, day_of("2025-07-01"), day_of("2025-07-30"), few, 3),
        0);
}

static void the_facts_are_without_fault(void **state)
{
    const struct facts *f = *state;
    struct view v = facts_view(f, MOMENT_NONE);

    for (size_t i = 0; i < f->n_titles; i++) {
        unsigned faults = title_faults(&v, f->titles, f->n_titles, i, NULL);

        if (faults)
            fail_msg("%s %s: %x", title_kind_name(f->titles[i].kind), f->titles[i].name, faults);
    }
    for (size_t i = 0; i < f->n_rosters; i++)
        assert_false(roster_overfull(&f->rosters[i]));
}

static void faults_are_found(void **state)
{
    struct roster list = {.kind = TITLE_PILOT_CITY,
                          .batch = "b",
                          .since = 100,
                          .until = 200,
                          .declared = 1,
                          .known = 2,
                          .retracted = MOMENT_NONE};
    struct view v = {.rosters = &list, .n_rosters = 1, .as_of = MOMENT_NONE};
    struct title t[2] = {made(TITLE_PILOT_CITY, CONFIDENCE_STATED, 100, 200),
                         made(TITLE_DEMO_CITY, CONFIDENCE_DERIVED, 100, 200)};
    enum place_kind city = KIND_PREFECTURE_CITY, county = KIND_COUNTY;

    (void)state;
    assert_int_equal(title_faults(&v, t, 2, 0, &city), 0);
    assert_int_equal(title_faults(&v, t, 2, 0, &county), 1U << FAULT_HOLDER_KIND);
    t[1].confidence = CONFIDENCE_STATED;
    assert_int_equal(title_faults(&v, t, 2, 0, &city), 1U << FAULT_PILOT_TOO_LATE);
    t[1].kind = TITLE_PILOT_CITY;
    assert_int_equal(title_faults(&v, t, 2, 0, &city), 1U << FAULT_TWICE);
    t[1].since = t[1].until = 250;
    assert_int_equal(title_faults(&v, t, 2, 0, &city), 0);
    assert_int_equal(title_faults(&v, t, 2, 1, &city), 1U << FAULT_OUTSIDE_TERM);
    t[0].batch = "other";
    assert_int_equal(title_faults(&v, t, 2, 0, &city), 1U << FAULT_NO_ROSTER);
    t[0].batch = "b";
    t[0].holder = NULL;
    assert_int_equal(title_faults(&v, t, 2, 0, NULL), 1U << FAULT_HOLDER_MISSING);
    t[0] = made(TITLE_DEMO_ZONE, CONFIDENCE_DERIVED, 200, 100);
    assert_int_equal(title_faults(&v, t, 2, 0, NULL),
                     1U << FAULT_HOLDER_GIVEN | 1U << FAULT_TERM_BACKWARDS);
    assert_true(roster_overfull(&list));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_titles_have_their_status),
        cmocka_unit_test(a_pilot_ends_with_the_first_day_of_its_demonstration),
        cmocka_unit_test(others_do_not_end_a_pilot),
        cmocka_unit_test(revocation_and_acts_speak_first),
        cmocka_unit_test(a_revoked_title_on_an_incomplete_list_is_a_no),
        cmocka_unit_test(half_a_term_may_settle_a_day),
        cmocka_unit_test(a_point_is_in_not_in_or_unknown),
        cmocka_unit_test(only_an_edge_that_changes_the_answer_is_near),
        cmocka_unit_test(ends_of_terms_come_by_day_and_leave_out_the_superseded),
        cmocka_unit_test(the_facts_are_without_fault),
        cmocka_unit_test(faults_are_found),
    };

    return cmocka_run_group_tests(tests, facts_setup, facts_teardown);
}
