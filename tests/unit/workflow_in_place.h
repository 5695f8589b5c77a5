/* workflow_in_place.h - people, lists of June 2023 and applications, and every act in one line; for
 * the tests of the path through the register. */
#ifndef TESTS_WORKFLOW_IN_PLACE_H
#define TESTS_WORKFLOW_IN_PLACE_H

#include "claims_in_place.h"
#include "store/bars.h"
#include "store/files.h"
#include "store/frozen.h"
#include "store/materials.h"
#include "store/notices.h"
#include "store/titles.h"
#include "store/workflow.h"

enum { AT = 100000, NATION = 1, JIANGSU, YIXING, BEIJING, CHAOYANG, HUNAN, JIANGNING, EXPERT };

static const struct {
    const char *name;
    enum role role;
    const char *unit, *place;
} people[] = {
    [NATION] = {"nation", ROLE_NATIONAL, NULL, NULL},
    [JIANGSU] = {"jiangsu", ROLE_PROVINCE, "320000", NULL},
    [YIXING] = {"yixing", ROLE_APPLICANT, NULL, "320282"},
    [BEIJING] = {"beijing", ROLE_PROVINCE, "110000", NULL},
    [CHAOYANG] = {"chaoyang", ROLE_APPLICANT, NULL, "110105"},
    [HUNAN] = {"hunan", ROLE_PROVINCE, "430000", NULL},
    [JIANGNING] = {"jiangning", ROLE_APPLICANT, NULL, "320115"},
    [EXPERT] = {"expert", ROLE_EXPERT, NULL, NULL},
};

struct stage {
    struct store *s;
    struct arena *a;
    int64_t now;
    date_t today;
    struct person people[COUNT(people)];
};

#define IN_ONE(st, call) IN_A_CHANGE((st)->s, call)

static inline struct act_by by(struct stage *st, int who)
{
    return (struct act_by){.person = who, .now = ++st->now};
}

static inline void put_people(struct stage *st)
{
    const struct act_by command = {.command = "cli:wang", .now = AT};
    const struct act_by nation = {.person = NATION, .now = AT};

    for (size_t i = 1; i < COUNT(people); i++) {
        const struct person p = {.name = people[i].name,
                                 .role = people[i].role,
                                 .unit = people[i].unit,
                                 .place = people[i].place,
                                 .password = "-"};
        int64_t id;

        IN_ONE(st, store_person_add(st->s, &p, &command, &id, &err));
        assert_int_equal(id, i);
        assert_true(store_person(st->s, st->a, id, &st->people[i], NULL));
    }
    IN_ONE(st, store_expert_name(st->s, EXPERT, "2023", "430000", &nation, &err));
}

/* The lists of June 2023, whole for Jiangsu's counties and Beijing's districts. */
static inline void begin(struct stage *st, const char *path)
{
    struct some_facts f;

    *st = (struct stage){.s = opened(path, STORE_WRITE), .a = arena_new(), .now = AT};
    st->today = day("2023-06-01");
    IN_ONE(st, put_places(st->s, NULL, &err));
    fill_facts(&f);
    add_roster(&f, TITLE_DEMO_COUNTY, "2022-county", "2022-08-01", "2025-07-31", 48);
    f.complete[1] = (struct completeness){
        .kind = TITLE_DEMO_COUNTY, .batch = "2022-county", .unit = "320000", .basis = "counted"};
    f.complete[2] = (struct completeness){
        .kind = TITLE_PILOT_CITY, .batch = "2022-city", .unit = "110000", .basis = "counted"};
    f.facts.n_complete = 3;
    load_into(st->s, &f, 1000);
    put_people(st);
}

static inline void end(struct stage *st)
{
    store_close(st->s);
    arena_free(st->a);
}

/* ---- acts in one line ---- */

static inline int64_t ask(struct stage *st, const char *sql)
{
    struct stmt *q = stmt_get(st->s->db, sql, NULL);
    int64_t value;

    assert_int_equal(stmt_step(q, NULL), 1);
    value = column_int(q, 0);
    stmt_done(q);
    return value;
}

static inline struct application now_of(struct stage *st, int64_t id)
{
    struct application app;

    assert_true(store_application(st->s, st->a, id, &app, NULL));
    return app;
}

static inline int64_t open_one(struct stage *st, int who, enum title_kind track, const char *place)
{
    const struct application want = {.round = "2023", .track = track, .place = place};
    const struct act_by act = by(st, who);
    struct application app;

    IN_ONE(st, store_application_open(st->s, st->a, &want, &act, &app, &err));
    return app.id;
}

static inline void hand_in(struct stage *st, int64_t id, enum material_kind kind, int who)
{
    const struct application app = now_of(st, id);
    const struct material_row m = {.kind = kind, .note = "paper"};
    const struct act_by act = by(st, who);
    struct application after;

    IN_ONE(st, store_material_add(st->s, &app, &m, &act, &after, &err));
    assert_int_equal(after.version, app.version + 1);
}

static inline bool step_job(struct stage *st, struct step *in, struct application *after,
                            struct err *err)
{
    bool ok;

    assert_true(store_begin(st->s, err));
    ok = workflow_step(st->s, st->a, in, after, err);
    if (ok)
        assert_true(store_commit(st->s, err));
    else
        store_rollback(st->s);
    return ok;
}

static inline struct step step_of(struct stage *st, int who, int64_t id,
                                  enum application_event event)
{
    return (struct step){.application = id,
                         .event = event,
                         .who = who ? &st->people[who] : NULL,
                         .by = by(st, who),
                         .today = st->today,
                         .seen_version = -1,
                         .reason = "a reason",
                         .since = DATE_NONE,
                         .until = DATE_NONE,
                         .bar_until = DATE_NONE};
}

static inline void goes(struct stage *st, struct step in, enum application_state to)
{
    const struct application before = now_of(st, in.application);
    struct application after;
    struct err err = {0};

    if (!step_job(st, &in, &after, &err))
        fail_msg("%s: %s", application_event_name(in.event), err.text);
    assert_string_equal(application_state_name(after.state), application_state_name(to));
    assert_int_equal(after.version, before.version + 1);
    const struct application stored = now_of(st, in.application);
    assert_int_equal(stored.state, to);
    assert_int_equal(stored.version, after.version);
    assert_int_equal(stored.rank, after.rank);
}

/* Nothing at all may be left of what was refused. */
static inline struct err refused(struct stage *st, struct step in, const char *slug)
{
    static const char EVERYTHING[] =
        "SELECT (SELECT count(*) FROM application_event) + (SELECT count(*) FROM audit)"
        " + (SELECT count(*) FROM revision) + (SELECT count(*) FROM quota_entry)"
        " + (SELECT count(*) FROM frozen) + (SELECT count(*) FROM bar)"
        " + (SELECT count(*) FROM title)";
    int64_t rows = ask(st, EVERYTHING);
    struct application after;
    struct err err = {0};

    if (step_job(st, &in, &after, &err))
        fail_msg("%s was not refused as %s", application_event_name(in.event), slug);
    if (strcmp(err_kind_slug(err.kind), slug) != 0)
        fail_msg("%s: %s where %s was meant: %s", application_event_name(in.event),
                 err_kind_slug(err.kind), slug, err.text);
    assert_int_equal(ask(st, EVERYTHING), rows);
    return err;
}

static inline void find(struct stage *st, int who, int64_t id, enum condition_id c, enum result r,
                        enum application_state to)
{
    struct step in = step_of(st, who, id, EVENT_FINDING_CHANGED);
    const struct finding_row f = {.condition = c, .result = r, .evidence = "seen"};

    IN_ONE(st, store_finding_add(st->s, id, &f, &in.by, &err));
    in.reason = condition_name(c);
    goes(st, in, to);
}

static inline void set_places(struct stage *st, const char *unit, enum title_kind track, int places)
{
    const struct quota_key k = {"2023", unit, track};
    const struct revision r = {
        .recorded = ++st->now, .who = "nation", .why = "a test", .source = "函"};

    IN_ONE(st, store_quota_set(st->s, &k, places, QUOTA_PUBLISHED, &r, &err));
}

static inline struct quota places_of(struct stage *st, const char *unit, enum title_kind track)
{
    const struct quota_key k = {"2023", unit, track};
    struct quota q;

    assert_true(store_quota(st->s, st->a, &k, &q, NULL));
    return q;
}

static inline int64_t open_notice(struct stage *st, const char *level, enum title_kind track,
                                  const char *published, int days)
{
    const struct act_by act = by(st, NATION);
    struct notice n = {.round = "2023",
                       .level = level,
                       .title = "公示",
                       .track = track,
                       .terms = {days, DAYS_CALENDAR, true},
                       .window.published = day(published)};

    IN_ONE(st, store_notice_open(st->s, &n, &act, &err));
    return n.id;
}

/* Yixing as far as checked, with everything met. */
static inline int64_t checked_county(struct stage *st)
{
    int64_t id = open_one(st, YIXING, TITLE_DEMO_COUNTY, "320282");

    hand_in(st, id, MATERIAL_GOVERNMENT_CONSENT, YIXING);
    goes(st, step_of(st, YIXING, id, EVENT_FILE), STATE_FILED);
    find(st, JIANGSU, id, CONDITION_LEADERSHIP, RESULT_MET, STATE_FILED);
    find(st, JIANGSU, id, CONDITION_LAWFUL_POLICY, RESULT_MET, STATE_FILED);
    find(st, JIANGSU, id, CONDITION_HERITAGE, RESULT_MET, STATE_FILED);
    goes(st, step_of(st, JIANGSU, id, EVENT_CHECK), STATE_CHECKED);
    return id;
}

#endif
