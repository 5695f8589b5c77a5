/* test_store_workflow_model.c - random steps through the register, told by random people, against
 * the model of the path.  What a step depends on is kept a second time here, beside the register
 * and not read from it: findings, ranks, windows, objections, last days, bars and places.  A seed
 * is printed; the environment variable SIZHI_SEED repeats a run. */
#include "application_model.h"
#include "store/deadlines.h"
#include "store/objections.h"
#include "workflow_in_place.h"

#include <time.h>

enum { WORLDS = 20, STEPS = 300, FIELDS = 3 };

static const struct {
    int applicant, province;
    enum title_kind track;
    const char *place, *unit;
    enum condition_id asked[4]; /* the last two of a county: one of them */
    size_t n_asked;
} fields[FIELDS] = {
    {YIXING,
     JIANGSU,
     TITLE_DEMO_COUNTY,
     "320282",
     "320000",
     {CONDITION_LEADERSHIP, CONDITION_LAWFUL_POLICY, CONDITION_INDUSTRY, CONDITION_HERITAGE},
     4},
    {JIANGNING,
     JIANGSU,
     TITLE_DEMO_COUNTY,
     "320115",
     "320000",
     {CONDITION_LEADERSHIP, CONDITION_LAWFUL_POLICY, CONDITION_INDUSTRY, CONDITION_HERITAGE},
     4},
    {CHAOYANG, BEIJING, TITLE_PILOT_CITY, "110105", "110000", {CONDITION_PROVINCIAL_STANDARD}, 1},
};

/* One application as it should stand, and what its next step depends on. */
struct kept {
    struct model m;
    int64_t id, version, rank;
    bool consent, excused[APPLICATION_EVENTS], barred;
    enum result found[4];
    date_t notice_since, notice_until;
    int open;
};

struct world {
    struct stage st;
    uint64_t *seed;
    struct kept kept[FIELDS];
    int64_t declined[FIELDS][STEPS]; /* ranks of those before them */
    size_t n_declined[FIELDS];
    struct quota quotas[2];                     /* of the counties and of the pilots */
    date_t deadlines[2][APPLICATION_EVENTS];    /* the same */
    unsigned went, granted, outcomes[REFUSALS]; /* refusals by their number */
};

/* ---- what the model is told ---- */

static enum truth truth_found(enum result r)
{
    return r == RESULT_MET ? TRUTH_YES : r == RESULT_NOT_MET ? TRUTH_NO : TRUTH_UNKNOWN;
}

static enum verdict verdict_of(const struct kept *k)
{
    enum truth all = truth_found(k->found[0]);

    if (!k->m.pilot)
        all =
            truth_and(all, truth_and(truth_found(k->found[1]),
                                     truth_or(truth_found(k->found[2]), truth_found(k->found[3]))));
    if (k->barred || all == TRUTH_NO)
        return VERDICT_NOT_ELIGIBLE;
    return all == TRUTH_YES ? VERDICT_ELIGIBLE : VERDICT_UNDETERMINED;
}

static bool shares_a_list(size_t a, size_t b)
{
    return fields[a].track == fields[b].track && strcmp(fields[a].unit, fields[b].unit) == 0;
}

/* What was declined keeps its rank, and its place. */
static int64_t rank_after_all(const struct world *w, size_t at)
{
    int64_t last = 0;

    for (size_t i = 0; i < FIELDS; i++) {
        if (!shares_a_list(i, at))
            continue;
        if (i != at && w->kept[i].rank > last)
            last = w->kept[i].rank;
        for (size_t n = 0; n < w->n_declined[i]; n++)
            last = w->declined[i][n] > last ? w->declined[i][n] : last;
    }
    return last + 1;
}

static bool rank_is_taken(const struct world *w, size_t at, int64_t rank)
{
    bool taken = false;

    for (size_t i = 0; i < FIELDS; i++) {
        if (!shares_a_list(i, at))
            continue;
        taken = taken || (i != at && w->kept[i].rank == rank);
        for (size_t n = 0; n < w->n_declined[i]; n++)
            taken = taken || w->declined[i][n] == rank;
    }
    return taken;
}

static struct actor actor_of(int who)
{
    if (who == 0)
        return (struct actor){.role = ROLE_ANONYMOUS};
    return (struct actor){.role = people[who].role,
                          .unit = who == EXPERT ? "430000" : people[who].unit,
                          .place = people[who].place,
                          .expert = who == EXPERT};
}

/* The one given, else its own, else the first that is free. */
static int64_t rank_meant(const struct world *w, size_t at, const struct step *in)
{
    int64_t own = w->kept[at].rank;

    return in->rank ? in->rank : own ? own : rank_after_all(w, at);
}

static struct application_facts facts_of(const struct world *w, size_t at, int who,
                                         const struct step *in)
{
    const struct kept *k = &w->kept[at];

    return (struct application_facts){
        .who = actor_of(who),
        .what = {.unit = fields[at].unit, .place = fields[at].place},
        .stale = in->seen_version >= 0 && in->seen_version != k->version,
        .reason_given = in->reason_is_given || in->reason,
        .government_consent = k->consent,
        .today = w->st.today,
        .deadline = w->deadlines[k->m.pilot][in->event],
        .late_excused = k->excused[in->event],
        .barred = k->barred,
        .verdict = verdict_of(k),
        .rank_taken = rank_is_taken(w, at, rank_meant(w, at, in)),
        .notice_since = k->notice_since,
        .notice_until = k->notice_until,
        .open_objections = k->open,
        .quota = &w->quotas[k->m.pilot],
    };
}

/* A rank is for the step that fixes it; another one is refused before any fact is looked at. */
static bool rank_is_in_the_way(const struct kept *k, const char *event, const struct step *in,
                               const struct foretold *s)
{
    bool fixes = is(event, k->m.pilot ? "publish" : "recommend");
    bool earlier =
        s->slug && among(s->slug, "forbidden not-your-province not-your-place wrong-state"
                                  " stale reason-missing");

    return !earlier && in->rank != 0 && !fixes && in->rank != k->rank;
}

/* ---- what comes of it, here ---- */

static void settle(struct world *w, size_t at, const char *event, const struct foretold *s,
                   const struct step *in)
{
    struct kept *k = &w->kept[at];

    if (is(event, k->m.pilot ? "publish" : "recommend"))
        k->rank = rank_meant(w, at, in);
    w->quotas[k->m.pilot].used += s->taken;
    k->m.holds = k->m.holds ? s->taken >= 0 : s->taken > 0;
    k->open += is(event, "object") - is(event, "answer");
    k->barred = k->barred || s->barred;
    k->version++;
    if (s->to != k->m.state)
        snprintf(k->m.state, sizeof k->m.state, "%s", s->to);
    if (among(k->m.state, "draft filed rejected withdrawn cancelled"))
        k->rank = 0;
    if (among(k->m.state, "draft filed checked"))
        k->notice_since = k->notice_until = DATE_NONE;
    w->went++;
    w->granted += s->granted;
}

/* ---- the same in the register ---- */

static bool keep_words(struct world *w, const struct step *in, const struct application *after,
                       struct err *err)
{
    struct objection o = {.application = in->application, .notice = after->notice, .text = "no"};
    struct objection *all;
    int64_t id = 0;
    size_t n;

    if (in->event == EVENT_OBJECT) {
        o.at = in->by.now;
        return store_objection_add(w->st.s, &o, &in->by, &id, err);
    }
    if (!store_objections(w->st.s, w->st.a, 0, in->application, &all, &n, err))
        return false;
    for (size_t i = 0; i < n && id == 0; i++)
        id = all[i].answer ? 0 : all[i].id;
    return store_objection_answer(w->st.s, id, "so it is", &in->by, err);
}

static bool take_step(struct world *w, struct step *in, const struct finding_row *found,
                      struct application *after, struct err *err)
{
    struct store *s = w->st.s;

    assert_true(store_begin(s, NULL));
    bool ok = workflow_step(s, w->st.a, in, after, err);
    if (ok && in->event == EVENT_FINDING_CHANGED)
        ok = store_finding_add(s, in->application, found, &in->by, err);
    else if (ok && (in->event == EVENT_OBJECT || in->event == EVENT_ANSWER))
        ok = keep_words(w, in, after, err);
    if (ok)
        assert_true(store_commit(s, NULL));
    else
        store_rollback(s);
    return ok;
}

static void hold(struct world *w, size_t at, const char *event, const char *slug,
                 const struct err *err)
{
    const struct kept *k = &w->kept[at];
    const struct application stands = now_of(&w->st, k->id);
    const char *said = err->kind == ERR_NONE ? NULL : err_kind_slug(err->kind);

    if ((said == NULL) != (slug == NULL) || (said && !is(said, slug)))
        fail_msg("%s of a %s in %s: %s (%s), the model says %s", event,
                 title_kind_name(fields[at].track), k->m.state, said ? said : "yes", err->text,
                 slug ? slug : "yes");
    assert_string_equal(application_state_name(stands.state), k->m.state);
    assert_int_equal(stands.version, k->version);
    assert_int_equal(stands.rank, k->rank);
    assert_int_equal(places_of(&w->st, fields[at].unit, fields[at].track).used,
                     w->quotas[k->m.pilot].used);
}

/* ---- who does what ---- */

static int somebody(struct world *w, size_t at, enum role wanted)
{
    if (!likely(w->seed))
        return (int)below(w->seed, COUNT(people)); /* 0: the public */
    switch (wanted) {
    case ROLE_APPLICANT:
        return fields[at].applicant;
    case ROLE_PROVINCE:
        return fields[at].province;
    case ROLE_EXPERT:
        return EXPERT;
    default:
        return NATION;
    }
}

/* What somebody who wants it to get on would tell. */
static const char *helpful(struct world *w, const struct kept *k, enum role *role)
{
    const struct lead *lead = lead_of(&k->m);

    *role = k->m.pilot ? ROLE_PROVINCE : ROLE_NATIONAL;
    if (k->open && below(w->seed, 3))
        return "answer";
    if (among(k->m.state, "in_notice in_provincial_notice") && w->st.today <= k->notice_until &&
        below(w->seed, 3) == 0)
        return "object";
    if (among(k->m.state, "filed checked") && verdict_of(k) != VERDICT_ELIGIBLE &&
        below(w->seed, 4)) {
        *role = ROLE_PROVINCE;
        return "finding_changed";
    }
    if (!lead)
        return NULL;
    *role = lead->role;
    return lead->event;
}

/* Few are to end early, and a place that is barred is barred for good. */
static bool ends_too_early(struct world *w, const char *event, bool late)
{
    return (is(event, "cancel_fraud") && (!late || below(w->seed, 4))) ||
           (among(event, "reject withdraw decline") && below(w->seed, 3));
}

static enum role role_that_tells(struct world *w, const char *tellers)
{
    static const enum role told[] = {ROLE_APPLICANT, ROLE_PROVINCE, ROLE_NATIONAL, ROLE_EXPERT};
    unsigned from = below(w->seed, COUNT(told));

    for (unsigned i = 0; i < COUNT(told); i++) {
        enum role r = told[(from + i) % COUNT(told)];

        if (among(role_name(r), tellers))
            return r;
    }
    return ROLE_NATIONAL;
}

static enum application_event choose(struct world *w, const struct kept *k, bool late,
                                     enum role *role)
{
    const char *name = helpful(w, k, role);
    enum application_event event = EVENT_FINDING_CHANGED;

    if (name && below(w->seed, 2)) {
        application_event_parse(name, &event);
        return event;
    }
    do {
        event = (enum application_event)below(w->seed, APPLICATION_EVENTS);
        name = application_event_name(event);
    } while (ends_too_early(w, name, late) ||
             (!among(k->m.state, from_of(&k->m, name)) && below(w->seed, 6)));
    *role = role_that_tells(w, tellers_now(&k->m, name));
    return event;
}

/* Mostly what stands in the way. */
static unsigned to_find(struct world *w, size_t at)
{
    unsigned n = (unsigned)fields[at].n_asked;

    for (unsigned i = 0; i < n && likely(w->seed); i++) {
        if (w->kept[at].found[i] != RESULT_MET)
            return i;
    }
    return below(w->seed, n);
}

/* A notice of its own for every time it is published; some were published without it. */
static int64_t notice_to_enter(struct world *w, size_t at, date_t *since, date_t *until)
{
    const char *level = title_kind_is_pilot(fields[at].track) ? fields[at].unit : "national";
    int length = 1 + (int)below(w->seed, 3);
    char published[DATE_TEXT];

    *since = w->st.today + 1 - (date_t)below(w->seed, 3);
    *until = *since + length - 1;
    return open_notice(&w->st, level, fields[at].track, date_format(*since, published), length);
}

static void one_step(struct world *w, size_t at, bool late)
{
    struct kept *k = &w->kept[at], before = *k;
    enum role role;
    enum application_event event = choose(w, k, late, &role);
    const char *name = application_event_name(event);
    int who = somebody(w, at, role);
    struct step in = step_of(&w->st, who, k->id, event);
    unsigned which = to_find(w, at);
    const struct finding_row found = {.condition = fields[at].asked[which],
                                      .result = below(w->seed, 8) ? RESULT_MET
                                                                  : (enum result)below(w->seed, 3),
                                      .evidence = "seen"};
    struct application after;
    struct err err = {0};

    in.seen_version = likely(w->seed) ? k->version : k->version - 1;
    in.reason = event == EVENT_FINDING_CHANGED ? condition_name(found.condition)
                : likely(w->seed)              ? "a reason"
                                               : NULL;
    in.rank = below(w->seed, 4) ? 0 : 1 + (int64_t)below(w->seed, 3);
    if (event == EVENT_DESIGNATE && !k->m.pilot) {
        in.batch = "2022-county";
        in.since = w->st.today;
    }
    if (event == EVENT_PUBLISH)
        in.notice = notice_to_enter(w, at, &k->notice_since, &k->notice_until);
    if (event == EVENT_OBJECT || event == EVENT_ANSWER) {
        in.reason_is_given = in.reason != NULL;
        in.reason = NULL;
    }
    struct application_facts f = facts_of(w, at, who, &in);
    struct foretold s = model_says(&k->m, name, &f);
    if (rank_is_in_the_way(k, name, &in, &s))
        s.slug = "bad-body";
    take_step(w, &in, &found, &after, &err);
    if (s.slug) {
        *k = before;
    } else {
        if (event == EVENT_FINDING_CHANGED)
            k->found[which] = found.result;
        settle(w, at, name, &s, &in);
    }
    for (int r = REFUSAL_NONE + 1; r < REFUSALS; r++)
        w->outcomes[r] += s.slug && is(s.slug, refusal_slug((enum refusal)r));
    hold(w, at, name, s.slug, &err);
}

/* ---- what happens beside the steps ---- */

static void open_again(struct world *w, size_t at)
{
    struct kept *k = &w->kept[at];
    bool barred = k->barred;

    if (k->rank)
        w->declined[at][w->n_declined[at]++] = k->rank;
    *k = (struct kept){.m = {.pilot = title_kind_is_pilot(fields[at].track),
                             .unit = fields[at].unit,
                             .place = fields[at].place,
                             .state = "draft"},
                       .version = 1,
                       .barred = barred,
                       .found = {RESULT_UNKNOWN, RESULT_UNKNOWN, RESULT_UNKNOWN, RESULT_UNKNOWN},
                       .notice_since = DATE_NONE,
                       .notice_until = DATE_NONE};
    k->id = open_one(&w->st, fields[at].applicant, fields[at].track, fields[at].place);
}

static void hand_in_consent(struct world *w, size_t at)
{
    struct kept *k = &w->kept[at];

    if (k->consent || !is(k->m.state, "draft"))
        return;
    hand_in(&w->st, k->id, MATERIAL_GOVERNMENT_CONSENT, fields[at].applicant);
    k->consent = true;
    k->version++;
}

static void set_last_day(struct world *w, size_t at)
{
    enum application_event event = below(w->seed, 2) ? EVENT_FILE : EVENT_RECOMMEND;
    date_t day = below(w->seed, 3) ? DATE_NONE : w->st.today - 1 + (date_t)below(w->seed, 4);
    const struct deadline d = {.round = "2023",
                               .source = "函",
                               .track = fields[at].track,
                               .event = event,
                               .last_day = day};
    const struct act_by act = by(&w->st, NATION);

    IN_ONE(&w->st, store_deadline_set(w->st.s, &d, &act, &err));
    w->deadlines[w->kept[at].m.pilot][event] = day;
}

static void excuse(struct world *w, size_t at)
{
    enum application_event event = below(w->seed, 2) ? EVENT_FILE : EVENT_RECOMMEND;
    const struct act_by act = by(&w->st, NATION);

    IN_ONE(&w->st, store_late_excuse(w->st.s, w->kept[at].id, event, "flood", &act, &err));
    w->kept[at].excused[event] = true;
}

static void set_number(struct world *w, size_t at)
{
    struct quota *q = &w->quotas[w->kept[at].m.pilot];
    int places = q->used + (int)below(w->seed, 2);

    set_places(&w->st, fields[at].unit, fields[at].track, places);
    q->places = places;
    q->status = QUOTA_PUBLISHED;
}

static void something_beside(struct world *w, size_t at)
{
    switch (below(w->seed, 24)) {
    case 0:
    case 1:
        w->st.today++;
        break;
    case 2:
        set_last_day(w, at);
        break;
    case 3:
        excuse(w, at);
        break;
    case 4:
        set_number(w, at);
        break;
    default:
        if (below(w->seed, 3) == 0)
            hand_in_consent(w, at);
    }
}

/* ---- one register after another ---- */

static void begin_world(struct world *w, const char *path, uint64_t *seed)
{
    *w = (struct world){.seed = seed};
    begin(&w->st, path);
    const struct title pilot =
        title_of(TITLE_PILOT_COUNTY, "320115", "江宁区", "2022-county", "2022-08-01", "2025-07-31");
    const struct revision r = {
        .recorded = ++w->st.now, .who = "nation", .why = "a test", .source = "函"};
    int64_t id;
    IN_ONE(&w->st, store_title_add(w->st.s, &pilot, &r, &id, &err));
    for (size_t i = 0; i < 2; i++) {
        w->quotas[i] = (struct quota){.status = QUOTA_UNKNOWN, .places = QUOTA_NOT_KNOWN};
        for (size_t e = 0; e < APPLICATION_EVENTS; e++)
            w->deadlines[i][e] = DATE_NONE;
    }
    for (size_t i = 0; i < FIELDS; i++)
        open_again(w, i);
}

static void refresh_people(struct world *w)
{
    arena_reset(w->st.a);
    for (size_t p = 1; p < COUNT(people); p++)
        assert_true(store_person(w->st.s, w->st.a, (int64_t)p, &w->st.people[p], NULL));
}

static void walk(struct world *w)
{
    for (int i = 0; i < STEPS; i++) {
        size_t at = below(w->seed, FIELDS);

        if (among(w->kept[at].m.state, "declined rejected withdrawn cancelled") &&
            below(w->seed, 4) == 0)
            open_again(w, at);
        something_beside(w, at);
        one_step(w, at, i > STEPS * 3 / 4);
        refresh_people(w);
    }
    assert_nothing_found(w->st.s);
}

static uint64_t seed_of_run(void)
{
    const char *given = getenv("SIZHI_SEED");

    return given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
}

static void what_the_register_does_is_what_the_model_says(void **state)
{
    static const enum refusal must[] = {REFUSAL_FORBIDDEN,
                                        REFUSAL_NOT_YOUR_PROVINCE,
                                        REFUSAL_NOT_YOUR_PLACE,
                                        REFUSAL_WRONG_STATE,
                                        REFUSAL_STALE,
                                        REFUSAL_REASON_MISSING,
                                        REFUSAL_MATERIAL_MISSING,
                                        REFUSAL_DEADLINE_PASSED,
                                        REFUSAL_BARRED,
                                        REFUSAL_UNDETERMINED,
                                        REFUSAL_NOTICE_CLOSED,
                                        REFUSAL_NOTICE_RUNNING,
                                        REFUSAL_NOTHING_TO_ANSWER,
                                        REFUSAL_QUOTA_EXHAUSTED};
    unsigned outcomes[REFUSALS] = {0}, went = 0, granted = 0;
    const struct place *place = *state;
    uint64_t seed = seed_of_run();

    print_message("SIZHI_SEED=%llu\n", (unsigned long long)seed);
    for (int n = 0; n < WORLDS; n++) {
        struct world w;

        remove(place->file);
        begin_world(&w, place->file, &seed);
        walk(&w);
        went += w.went;
        granted += w.granted;
        for (int r = 0; r < REFUSALS; r++)
            outcomes[r] += w.outcomes[r];
        end(&w.st);
    }
    print_message("%u of %d steps went, %u titles", went, WORLDS * STEPS, granted);
    for (int r = REFUSAL_NONE + 1; r < REFUSALS; r++)
        print_message(", %u %s", outcomes[r], refusal_slug((enum refusal)r));
    print_message("\n");
    assert_true(went > WORLDS * STEPS / 10 && granted > 0);
    for (size_t i = 0; i < COUNT(must); i++)
        assert_true(outcomes[must[i]] > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_PLACE(what_the_register_does_is_what_the_model_says),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
