/* test_store_zone_terms.c - what is told of zones, how their titles keep step, targets and
 * measures, and what the check says when somebody meddles. */
#include "claims_in_place.h"
#include "store/targets.h"
#include "store/terms_check.h"
#include "store/terms_rows.h"
#include "store/titles.h"
#include "store/zone_events.h"
#include "store/zones.h"

#include <math.h>

/* A trial zone whose approval was not published, one of Jiangsu, and a former one. */
static struct store *with_zones(const char *path)
{
    static struct fact_zone zones[] = {
        {.id = "first-zone",
         .name = "甲集聚区",
         .kind = "trial-zone",
         .host_kind = "unknown",
         .unit = "320000",
         .applicant = "320100",
         .source = "Z"},
        {.id = "second-zone",
         .name = "乙集聚区",
         .kind = "js-zone",
         .host_kind = "unknown",
         .unit = "320000",
         .applicant = "320115",
         .source = "J"},
    };
    struct store *s = opened(path, STORE_WRITE);
    struct some_facts f;

    assert_true(store_change(s, put_places, NULL, NULL));
    fill_facts(&f);
    add_roster(&f, TITLE_TRIAL_ZONE, "2023", NULL, NULL, -1);
    add_roster(&f, TITLE_JS_ZONE, "2024", NULL, NULL, -1);
    add_roster(&f, TITLE_FORMER_TRIAL_ZONE, "old", NULL, NULL, -1);
    add_title(&f, title_of(TITLE_TRIAL_ZONE, NULL, "甲集聚区", "2023", NULL, NULL));
    add_title(&f, title_of(TITLE_JS_ZONE, NULL, "乙集聚区", "2024", "2024-03-01", "2027-02-28"));
    add_title(&f, title_of(TITLE_FORMER_TRIAL_ZONE, NULL, "甲集聚区", "old", NULL, NULL));
    f.facts.zones = zones;
    f.facts.n_zones = COUNT(zones);
    load_into(s, &f, 1000);
    return s;
}

struct telling {
    const char *zone;
    struct zone_event e;
    int64_t id;
};

static bool tell_job(struct store *s, void *arg, struct err *err)
{
    struct telling *t = arg;
    struct revision r = {.recorded = 5000, .who = "person 1", .source = "文〔2027〕1号"};
    struct arena *a = arena_new();
    struct zone z;
    bool there, ok = store_zone(s, a, t->zone, DATE_NONE, &z, &there, err) && there &&
                     store_zone_event_tell(s, &z, &t->e, &r, &t->id, err);

    arena_free(a);
    return ok;
}

static bool told(struct store *s, const char *zone, enum title_kind track,
                 enum zone_event_kind kind, const char *on, const char *limit, struct err *err)
{
    struct telling t = {.zone = zone,
                        .e = {.track = track,
                              .kind = kind,
                              .day = day(on),
                              .limit = day(limit),
                              .document = "文〔2027〕1号",
                              .source = "一纸公文"}};

    if (kind == ZONE_REPORT_FILED)
        t.e.year = 2024;
    return store_change(s, tell_job, &t, err);
}

static void tell(struct store *s, const char *zone, enum title_kind track,
                 enum zone_event_kind kind, const char *on, const char *limit)
{
    struct err err = {0};

    if (!told(s, zone, track, kind, on, limit, &err))
        fail_msg("%s on %s: %s", zone_event_name(kind), on, err.text);
}

/* Titles of a kind on record now, as "since..until revoked day; …". */
static const char *titles_now(struct store *s, enum title_kind kind, char out[400])
{
    struct arena *a = arena_new();
    struct title *all;
    size_t n;

    out[0] = '\0';
    assert_true(store_titles(s, a, &all, &n, NULL));
    for (size_t i = 0; i < n; i++) {
        char since[DATE_TEXT], until[DATE_TEXT], revoked[DATE_TEXT];
        size_t at = strlen(out);

        if (all[i].kind != kind || all[i].retracted != MOMENT_NONE)
            continue;
        snprintf(out + at, 400 - at, "%s%s..%s%s%s", at ? "; " : "",
                 date_format(all[i].since, since), date_format(all[i].until, until),
                 all[i].revoked == DATE_NONE ? "" : " revoked ",
                 date_format(all[i].revoked, revoked));
    }
    arena_free(a);
    return out;
}

static enum zone_status status_on(struct store *s, const char *zone, const char *name,
                                  enum title_kind track, const char *on)
{
    struct arena *a = arena_new();
    struct zone_event *events;
    struct zone_terms t;
    enum zone_status status;
    size_t n;

    assert_true(store_zone_events_now(s, a, zone, name, track, &events, &n, NULL));
    zone_terms_tell(track, events, n, day(on), &t);
    assert_int_equal(t.fault, ZONE_FAULT_NONE);
    assert_non_null(zone_terms_at(&t, day(on)));
    status = zone_terms_at(&t, day(on))->status;
    arena_free(a);
    return status;
}

/* ---- events and titles ---- */

static void a_title_on_record_implies_its_approval(void **state)
{
    struct place *p = *state;
    struct store *s = with_zones(p->file);

    assert_int_equal(status_on(s, "first-zone", "甲集聚区", TITLE_TRIAL_ZONE, "2026-01-01"),
                     ZONE_STATUS_UNKNOWN);
    assert_int_equal(status_on(s, "first-zone", "甲集聚区", TITLE_FORMER_TRIAL_ZONE, "2026-01-01"),
                     ZONE_STATUS_UNKNOWN);
    assert_int_equal(status_on(s, "second-zone", "乙集聚区", TITLE_JS_ZONE, "2026-01-01"),
                     ZONE_STATUS_RUNNING);
    assert_nothing_found(s);
    store_close(s);
}

static void pass_and_a_new_plan_bring_the_title_of_the_next_term(void **state)
{
    struct place *p = *state;
    struct store *s = with_zones(p->file);
    char titles[400];

    tell(s, "first-zone", TITLE_TRIAL_ZONE, ZONE_APPROVED, "2024-03-01", NULL);
    assert_string_equal(titles_now(s, TITLE_TRIAL_ZONE, titles), "2024-03-01..2027-02-28");
    tell(s, "first-zone", TITLE_TRIAL_ZONE, ZONE_PLAN_FILED, "2024-05-30", NULL);
    tell(s, "first-zone", TITLE_TRIAL_ZONE, ZONE_REPORT_FILED, "2025-03-01", NULL);
    tell(s, "first-zone", TITLE_TRIAL_ZONE, ZONE_PASSED, "2027-03-20", NULL);
    assert_string_equal(titles_now(s, TITLE_TRIAL_ZONE, titles), "2024-03-01..2027-02-28");
    assert_int_equal(status_on(s, "first-zone", "甲集聚区", TITLE_TRIAL_ZONE, "2027-04-01"),
                     ZONE_STATUS_LAPSED);
    tell(s, "first-zone", TITLE_TRIAL_ZONE, ZONE_NEW_PLAN_FILED, "2027-04-02", NULL);
    assert_string_equal(titles_now(s, TITLE_TRIAL_ZONE, titles),
                        "2024-03-01..2027-02-28; 2027-03-01..2030-02-28");
    assert_int_equal(status_on(s, "first-zone", "甲集聚区", TITLE_TRIAL_ZONE, "2027-04-02"),
                     ZONE_STATUS_RUNNING);
    tell(s, "first-zone", TITLE_TRIAL_ZONE, ZONE_FRAUD, "2028-01-01", NULL);
    assert_string_equal(titles_now(s, TITLE_TRIAL_ZONE, titles),
                        "2024-03-01..2027-02-28; 2027-03-01..2030-02-28 revoked 2028-01-01");
    assert_nothing_found(s);
    store_close(s);
}

static void a_revocation_takes_the_title_and_only_that_one(void **state)
{
    struct place *p = *state;
    struct store *s = with_zones(p->file);
    char titles[400];

    tell(s, "first-zone", TITLE_TRIAL_ZONE, ZONE_APPROVED, "2024-03-01", NULL);
    tell(s, "first-zone", TITLE_TRIAL_ZONE, ZONE_RECTIFY, "2027-02-28", "2027-06-30");
    tell(s, "first-zone", TITLE_TRIAL_ZONE, ZONE_REVOKED, "2027-02-28", NULL);
    assert_string_equal(titles_now(s, TITLE_TRIAL_ZONE, titles),
                        "2024-03-01..2027-02-28 revoked 2027-02-28");
    assert_string_equal(titles_now(s, TITLE_JS_ZONE, titles), "2024-03-01..2027-02-28");
    assert_nothing_found(s);
    store_close(s);
}

static void jiangsu_keeps_a_qualified_title_for_a_time_nobody_named(void **state)
{
    struct place *p = *state;
    struct store *s = with_zones(p->file);
    char titles[400];

    tell(s, "second-zone", TITLE_JS_ZONE, ZONE_NOT_QUALIFIED, "2027-03-10", "2027-09-10");
    assert_int_equal(status_on(s, "second-zone", "乙集聚区", TITLE_JS_ZONE, "2027-09-11"),
                     ZONE_STATUS_IN_RECTIFICATION);
    tell(s, "second-zone", TITLE_JS_ZONE, ZONE_RECTIFIED, "2027-08-01", NULL);
    tell(s, "second-zone", TITLE_JS_ZONE, ZONE_QUALIFIED, "2027-09-01", NULL);
    assert_string_equal(titles_now(s, TITLE_JS_ZONE, titles),
                        "2024-03-01..2027-02-28; 2027-03-01..");
    assert_nothing_found(s);
    store_close(s);
}

static void what_cannot_have_happened_is_refused_and_leaves_nothing(void **state)
{
    static const struct {
        const char *zone;
        enum title_kind track;
        enum zone_event_kind kind;
        const char *on, *limit, *says;
    } rows[] = {
        {"first-zone", TITLE_TRIAL_ZONE, ZONE_NEW_PLAN_FILED, "2025-01-01", NULL,
         "'new_plan_filed' cannot be told now: the term does not stand where this can happen"},
        {"first-zone", TITLE_JS_ZONE, ZONE_PLAN_FILED, "2025-01-01", NULL,
         "no title was approved, so there is no term"},
        {"first-zone", TITLE_JS_ZONE, ZONE_APPROVED, "2025-01-01", NULL,
         "has no title of this kind that waits for its first day"},
        {"first-zone", TITLE_FORMER_TRIAL_ZONE, ZONE_PLAN_FILED, "2025-01-01", NULL,
         "this does not happen in this programme"},
        {"second-zone", TITLE_JS_ZONE, ZONE_PASSED, "2027-03-01", NULL,
         "this does not happen in this programme"},
        {"second-zone", TITLE_JS_ZONE, ZONE_QUALIFIED, "2027-02-27", NULL, "the term is not over"},
        {"second-zone", TITLE_JS_ZONE, ZONE_NOT_QUALIFIED, "2027-03-01", NULL,
         "the last day to rectify must be set"},
        {"second-zone", TITLE_JS_ZONE, ZONE_PLAN_FILED, "2024-02-29", NULL,
         "no title was approved"},
        {"second-zone", TITLE_JS_ZONE, ZONE_APPROVED, "2025-01-01", NULL,
         "the term is still running"},
    };
    struct place *p = *state;
    struct store *s = with_zones(p->file);

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err err = {0};

        if (told(s, rows[i].zone, rows[i].track, rows[i].kind, rows[i].on, rows[i].limit, &err) ||
            err.kind != ERR_WRONG_STATE || !strstr(err.text, rows[i].says) || !*err.zh)
            fail_msg("row %zu: %s", i, err.text);
        assert_nothing_found(s);
    }
    store_close(s);
}

/* An earlier day may be told later, as long as what came after still stands. */
static void an_earlier_event_must_leave_the_later_ones_standing(void **state)
{
    struct place *p = *state;
    struct store *s = with_zones(p->file);
    struct err err = {0};

    tell(s, "second-zone", TITLE_JS_ZONE, ZONE_PLAN_FILED, "2024-05-01", NULL);
    tell(s, "second-zone", TITLE_JS_ZONE, ZONE_PLAN_CHANGED, "2025-05-01", NULL);
    tell(s, "second-zone", TITLE_JS_ZONE, ZONE_REPORT_FILED, "2025-01-05", NULL);
    assert_false(told(s, "second-zone", TITLE_JS_ZONE, ZONE_FRAUD, "2025-04-01", NULL, &err));
    assert_int_equal(err.kind, ERR_WRONG_STATE);
    assert_non_null(strstr(err.text, "then 'plan_changed' of 2025-05-01 could not have happened"));
    assert_nothing_found(s);
    store_close(s);
}

/* ---- targets and measures ---- */

struct targets_job {
    struct target rows[3];
    size_t n, changed;
    struct measure measures[3];
    size_t n_measures, changed_measures;
    moment_t at;
};

static bool targets_job(struct store *s, void *arg, struct err *err)
{
    struct targets_job *j = arg;
    struct revision r = {.recorded = j->at, .who = "person 1", .source = "x"};

    j->changed = j->changed_measures = 0;
    return store_targets_put(s, "first-zone", j->rows, j->n, &r, &j->changed, err) &&
           store_measures_put(s, "first-zone", j->measures, j->n_measures, &r, &j->changed_measures,
                              err);
}

static void targets_and_measures_stand_in_two_times(void **state)
{
    struct place *p = *state;
    struct store *s = with_zones(p->file);
    struct arena *a = arena_new();
    struct targets_job j = {
        .rows = {{.code = "staff",
                  .position = 1,
                  .name = "从业人员",
                  .sign = SIGN_OVER,
                  .value = 2600,
                  .unit = "人",
                  .year = 2026,
                  .base_year = 2023,
                  .clause = "JN/三",
                  .source = "JN"},
                 {.code = "rate",
                  .position = 2,
                  .name = "撤回率",
                  .value = NAN,
                  .unit = "%",
                  .words = "高于平均",
                  .year = 2026,
                  .clause = "JN/三",
                  .source = "JN"}},
        .n = 2,
        .measures = {{.target = "staff", .year = 2023, .value = 2000, .source = "统计"},
                     {.target = "staff", .year = 2024, .value = 2150.5, .source = "统计"}},
        .n_measures = 2,
        .at = 6000,
    };
    struct target *targets;
    struct measure *measures;
    size_t n;

    assert_true(store_change(s, targets_job, &j, NULL));
    assert_int_equal(j.changed, 2);
    assert_int_equal(j.changed_measures, 2);
    j.at = 7000;
    assert_true(store_change(s, targets_job, &j, NULL));
    assert_int_equal(j.changed + j.changed_measures, 0);
    j.rows[0].value = 2700;
    j.n = 1;
    j.measures[1].value = NAN;
    assert_true(store_change(s, targets_job, &j, NULL));
    assert_int_equal(j.changed, 2); /* one differs, one is gone */
    assert_int_equal(j.changed_measures, 1);
    assert_true(store_targets(s, a, &targets, &n, NULL));
    assert_int_equal(n, 3);
    assert_int_equal(targets[0].recorded, 6000);
    assert_int_equal(targets[0].retracted, 7000);
    assert_true(isnan(targets[1].value) && targets[1].retracted == 7000);
    assert_true(targets[2].value == 2700 && targets[2].retracted == MOMENT_NONE);
    assert_true(store_measures(s, a, &measures, &n, NULL));
    assert_int_equal(n, 2);
    assert_true(measures[1].value == 2150.5 && measures[1].retracted == 7000);
    assert_nothing_found(s);
    arena_free(a);
    store_close(s);
}

/* ---- harm ---- */

static void meddling_is_found(void **state)
{
    static const struct harm rows[] = {
        {"UPDATE zone_event SET zone = 'no-zone'", "there is no zone no-zone"},
        {"UPDATE zone_event SET event = 'passed' WHERE event = 'plan_filed'",
         "zone first-zone, trial-zone: zone_event 2 was changed outside the register"},
        {"UPDATE zone_event SET retracted_ms = recorded_ms, retracted_by = 'register', digest = "
         "NULL"
         " WHERE event = 'approved'",
         "zone first-zone, trial-zone"},
        {"UPDATE zone_event SET retracted_ms = recorded_ms, retracted_by = 'register'"
         " WHERE event = 'fraud'",
         "was taken away on 2025-01-01, but no event of its zone says so"},
        {"INSERT INTO measure (target, year, value, source, origin, recorded_ms, recorded_in)"
         " VALUES ('none', 2024, 1, 'x', 'register', 1, 1)",
         "there is no target none"},
    };
    struct place *p = *state;
    struct store *s = with_zones(p->file);

    tell(s, "first-zone", TITLE_TRIAL_ZONE, ZONE_APPROVED, "2024-03-01", NULL);
    tell(s, "first-zone", TITLE_TRIAL_ZONE, ZONE_PLAN_FILED, "2024-05-30", NULL);
    tell(s, "first-zone", TITLE_TRIAL_ZONE, ZONE_FRAUD, "2025-01-01", NULL);
    assert_nothing_found(s);
    store_close(s);
    assert_check_sees(p, check_terms, NULL, rows, COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_PLACE(a_title_on_record_implies_its_approval),
        IN_PLACE(pass_and_a_new_plan_bring_the_title_of_the_next_term),
        IN_PLACE(a_revocation_takes_the_title_and_only_that_one),
        IN_PLACE(jiangsu_keeps_a_qualified_title_for_a_time_nobody_named),
        IN_PLACE(what_cannot_have_happened_is_refused_and_leaves_nothing),
        IN_PLACE(an_earlier_event_must_leave_the_later_ones_standing),
        IN_PLACE(targets_and_measures_stand_in_two_times),
        IN_PLACE(meddling_is_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
