/* Applications for zones in the register: what each is about, what comes of them in one revision,
 * rounds they may be made in, and what the check sees of meddling. */
#include "store/applications_check.h"
#include "store/proposed_zones.h"
#include "store/rounds.h"
#include "store/zone_events.h"
#include "store/zones.h"
#include "workflow_in_place.h"

#include <math.h>

static int64_t nanjing, office; /* accounts: the applicant of the prefecture, and its IP office */

static int64_t add_person(struct stage *st, const char *name, enum role role, const char *code)
{
    const struct act_by command = {.command = "cli:wang", .now = AT};
    const struct person p = {.name = name, .role = role, .place = code, .password = "-"};
    int64_t id;

    IN_ONE(st, store_person_add(st->s, &p, &command, &id, &err));
    return id;
}

static bool put_round(struct stage *st, const struct round *r, struct err *err)
{
    const struct revision why = {.recorded = ++st->now, .who = "a test", .source = "函"};
    bool ok;

    assert_true(store_begin(st->s, err));
    ok = store_round_put(st->s, st->a, r, &why, err);
    if (ok)
        assert_true(store_commit(st->s, err));
    else
        store_rollback(st->s);
    return ok;
}

static const struct round of_zones = {.id = "2023-zone",
                                      .year = 2023,
                                      .title = "集聚区",
                                      .window_since = DATE_NONE,
                                      .window_until = DATE_NONE,
                                      .tracks = 1U << TITLE_DEMO_ZONE | 1U << TITLE_TRIAL_ZONE};
static const struct round of_jiangsu = {.id = "2023-js",
                                        .year = 2023,
                                        .title = "省级集聚区",
                                        .window_since = DATE_NONE,
                                        .window_until = DATE_NONE,
                                        .tracks = 1U << TITLE_JS_ZONE,
                                        .unit = "320000"};

static void begin_zones(struct stage *st, const char *path)
{
    begin(st, path);
    nanjing = add_person(st, "nanjing", ROLE_APPLICANT, "320100");
    office = add_person(st, "office", ROLE_CITY, "320100");
    assert_true(put_round(st, &of_zones, NULL));
    assert_true(put_round(st, &of_jiangsu, NULL));
}

/* ---- acts ---- */

static bool open_zone(struct stage *st, int64_t who, const char *round, enum title_kind track,
                      const char *place, int64_t *id, struct err *err)
{
    const struct application want = {.round = round, .track = track, .place = place};
    const struct act_by act = {.person = who, .now = ++st->now};
    struct application app;
    bool ok;

    assert_true(store_begin(st->s, err));
    ok = store_application_open(st->s, st->a, &want, &act, &app, err);
    if (ok)
        assert_true(store_commit(st->s, err));
    else
        store_rollback(st->s);
    *id = app.id;
    return ok;
}

static bool name_zone(struct stage *st, int64_t who, int64_t id, const char *name, struct err *err)
{
    const struct application now = now_of(st, id);
    const struct proposed_zone z = {.name = name,
                                    .host_kind = HOST_DIVISION,
                                    .host_name = "江宁区",
                                    .host_code = "320115",
                                    .declared_m2 = NAN};
    const struct act_by act = {.person = who, .now = ++st->now};
    struct application after;
    bool ok;

    assert_true(store_begin(st->s, err));
    ok = store_proposed_zone_put(st->s, &now, &z, &act, &after, err);
    if (ok)
        assert_true(store_commit(st->s, err));
    else
        store_rollback(st->s);
    return ok;
}

static void hand_in_as(struct stage *st, int64_t who, int64_t id, enum material_kind kind)
{
    const struct application app = now_of(st, id);
    const struct material_row m = {.kind = kind, .note = "paper"};
    const struct act_by act = {.person = who, .now = ++st->now};
    struct application after;

    IN_ONE(st, store_material_add(st->s, &app, &m, &act, &after, &err));
}

static void goes_as(struct stage *st, int64_t who, int64_t id, enum application_event event,
                    enum application_state to)
{
    struct person p;
    struct step in = step_of(st, NATION, id, event);

    assert_true(store_person(st->s, st->a, who, &p, NULL));
    in.who = &p;
    in.by.person = who;
    goes(st, in, to);
}

static void find_all(struct stage *st, int64_t id, enum title_kind track, enum application_state to)
{
    size_t n;
    const struct rule *rules = rules_of(track, &n);

    for (size_t i = 0; i < n; i++) {
        if (rules[i].attested)
            find(st, JIANGSU, id, rules[i].id, RESULT_MET, to);
    }
}

/* One of Jiangsu as far as the visit. */
static int64_t visited(struct stage *st)
{
    static const enum material_kind papers[] = {MATERIAL_JS_APPLICATION_FORM, MATERIAL_JS_WORK_PLAN,
                                                MATERIAL_PROMISE_OF_TRUTH, MATERIAL_PROOFS};
    int64_t id;

    assert_true(open_zone(st, JIANGNING, "2023-js", TITLE_JS_ZONE, "320115", &id, NULL));
    assert_true(name_zone(st, JIANGNING, id, "江宁集聚区", NULL));
    for (size_t i = 0; i < COUNT(papers); i++)
        hand_in_as(st, JIANGNING, id, papers[i]);
    goes_as(st, JIANGNING, id, EVENT_FILE, STATE_FILED);
    hand_in_as(st, office, id, MATERIAL_CITY_LETTER);
    goes_as(st, office, id, EVENT_ENDORSE, STATE_ENDORSED);
    find_all(st, id, TITLE_JS_ZONE, STATE_ENDORSED);
    goes_as(st, JIANGSU, id, EVENT_CHECK, STATE_CHECKED);
    goes_as(st, JIANGSU, id, EVENT_VISIT, STATE_VISITED);
    return id;
}

/* ---- tests ---- */

static void a_government_applies_for_several_zones_but_for_each_once(void **state)
{
    struct stage st;
    struct err err = {0};
    int64_t first, second, third;

    begin_zones(&st, ((struct place *)*state)->file);
    assert_true(open_zone(&st, nanjing, "2023-zone", TITLE_TRIAL_ZONE, "320100", &first, NULL));
    assert_string_equal(now_of(&st, first).about, "");
    assert_false(open_zone(&st, nanjing, "2023-zone", TITLE_TRIAL_ZONE, "320100", &second, &err));
    assert_int_equal(err.kind, ERR_CONFLICT);
    assert_true(name_zone(&st, nanjing, first, "甲区", NULL));
    assert_string_equal(now_of(&st, first).about, "甲区");
    assert_true(open_zone(&st, nanjing, "2023-zone", TITLE_TRIAL_ZONE, "320100", &second, NULL));
    assert_false(name_zone(&st, nanjing, second, "甲区", &err));
    assert_int_equal(err.kind, ERR_CONFLICT);
    assert_true(name_zone(&st, nanjing, second, "乙区", NULL));
    assert_true(open_zone(&st, nanjing, "2023-zone", TITLE_DEMO_ZONE, "320100", &third, NULL));
    assert_true(name_zone(&st, nanjing, third, "甲区", NULL)); /* on another track */
    goes_as(&st, nanjing, first, EVENT_WITHDRAW, STATE_WITHDRAWN);
    assert_true(name_zone(&st, nanjing, second, "甲区", NULL)); /* it is free again */
    assert_nothing_found(st.s);
    end(&st);
}

static void a_round_admits_its_own_tracks_and_offices_open_their_own_rounds(void **state)
{
    static const struct {
        enum title_kind track;
        const char *round, *place;
        enum err_kind want;
    } rows[] = {
        {TITLE_TRIAL_ZONE, "2023", "320100", ERR_BAD_BODY},
        {TITLE_JS_ZONE, "2023-zone", "320115", ERR_BAD_BODY},
        {TITLE_TRIAL_ZONE, "2023-js", "320100", ERR_BAD_BODY},
        {TITLE_PILOT_COUNTY, "2023-zone", "320115", ERR_BAD_BODY},
        {TITLE_TRIAL_ZONE, "2023-zone", "320115", ERR_NOT_ELIGIBLE},
        {TITLE_JS_ZONE, "2023-js", "320100", ERR_NOT_ELIGIBLE},
        {TITLE_JS_ZONE, "2024-js", "320115", ERR_BAD_BODY},
    };
    struct round r = of_zones;
    struct stage st;
    int64_t id;

    begin_zones(&st, ((struct place *)*state)->file);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err err = {0};

        assert_false(
            open_zone(&st, nanjing, rows[i].round, rows[i].track, rows[i].place, &id, &err));
        assert_int_equal(err.kind, rows[i].want);
    }
    r.unit = "430000"; /* the nation's programme is no province's */
    assert_false(put_round(&st, &r, NULL));
    r = of_jiangsu;
    r.unit = NULL;
    assert_false(put_round(&st, &r, NULL));
    r = of_zones;
    r.id = "2023"; /* it came with the facts */
    assert_false(put_round(&st, &r, NULL));
    assert_true(open_zone(&st, JIANGNING, "2023-js", TITLE_JS_ZONE, "320115", &id, NULL));
    assert_true(put_round(&st, &of_jiangsu, NULL)); /* said again, nothing differs */
    assert_nothing_found(st.s);
    end(&st);
}

static void what_comes_of_a_zone_comes_in_one_revision(void **state)
{
    static const char TOGETHER[] =
        "SELECT (SELECT count(*) FROM title WHERE kind = 'js-zone' AND holder IS NULL"
        " AND name = '江宁集聚区' AND recorded_in = (SELECT max(number) FROM revision))"
        " + 10 * (SELECT count(*) FROM zone WHERE name = '江宁集聚区' AND retracted_ms IS NULL"
        " AND recorded_in = (SELECT max(number) FROM revision))"
        " + 100 * (SELECT count(*) FROM zone_event WHERE event = 'approved'"
        " AND recorded_in = (SELECT max(number) FROM revision))";
    struct stage st;
    struct step in;

    begin_zones(&st, ((struct place *)*state)->file);
    int64_t id = visited(&st), before = revision_of(st.s);

    in = step_of(&st, JIANGSU, id, EVENT_DESIGNATE);
    in.reason = NULL;
    goes(&st, in, STATE_DESIGNATED);
    assert_int_equal(revision_of(st.s), before + 1);
    assert_int_equal(ask(&st, TOGETHER), 111);
    assert_int_equal(ask(&st, "SELECT count(*) FROM title WHERE kind = 'js-zone'"
                              " AND since = '2023-06-01' AND until = '2026-05-31'"),
                     1);
    goes_as(&st, JIANGSU, id, EVENT_CANCEL_FRAUD, STATE_CANCELLED);
    assert_int_equal(ask(&st, "SELECT count(*) FROM title WHERE kind = 'js-zone'"
                              " AND retracted_ms IS NULL AND revoked = '2023-06-01'"),
                     1);
    assert_int_equal(ask(&st, "SELECT count(*) FROM zone_event WHERE event = 'fraud'"), 1);
    assert_nothing_found(st.s);
    end(&st);
}

static void meddling_with_what_an_application_is_about_is_found(void **state)
{
    static const struct harm rows[] = {
        {"UPDATE application SET about = '别的区'", "it is about '别的区'"},
        {"UPDATE application SET state = 'designated'", "its events end with visited"},
        {"DELETE FROM frozen", "left no text"},
        {"UPDATE application SET title = (SELECT min(id) FROM title)", "its title"},
        {"UPDATE application_event SET event = 'recommend' WHERE event = 'endorse'",
         "its events cannot have come to"},
    };
    const struct place *at = *state;
    struct stage st;

    begin_zones(&st, at->file);
    visited(&st);
    end(&st);
    assert_check_sees(at, check_applications, NULL, rows, COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_PLACE(a_government_applies_for_several_zones_but_for_each_once),
        IN_PLACE(a_round_admits_its_own_tracks_and_offices_open_their_own_rounds),
        IN_PLACE(what_comes_of_a_zone_comes_in_one_revision),
        IN_PLACE(meddling_with_what_an_application_is_about_is_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
