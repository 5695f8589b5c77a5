/* test_store_workflow_walk.c - thousands of random steps by random people on a few applications:
 * what is refused leaves nothing, the places add up after every step, and the check has nothing to
 * say whenever it is asked. */
#include "domain/application_table.h"
#include "workflow_in_place.h"

enum { STEPS = 20000, DAY_IS = 50, CHECK_EVERY = 2000, LIVE = 4 };

static uint64_t next_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static int below(uint64_t *seed, int n)
{
    return (int)(next_random(seed) % (uint64_t)n);
}

static const struct {
    int applicant;
    enum title_kind track;
    const char *place, *unit;
} fields[LIVE] = {
    {YIXING, TITLE_DEMO_COUNTY, "320282", "320000"},
    {JIANGNING, TITLE_DEMO_COUNTY, "320115", "320000"},
    {CHAOYANG, TITLE_PILOT_CITY, "110105", "110000"},
    {CHAOYANG, TITLE_DEMO_CITY, "110105", "110000"},
};

/* Another application once one is over; what a bar or a title keeps from going on stays where it
 * is.
 */
static int64_t reopened(struct stage *st, size_t i, int64_t id)
{
    if (id && material_open(now_of(st, id).state))
        return id;
    if (id && now_of(st, id).state == STATE_DESIGNATED)
        return id;
    id = open_one(st, fields[i].applicant, fields[i].track, fields[i].place);
    hand_in(st, id, MATERIAL_GOVERNMENT_CONSENT, fields[i].applicant);
    return id;
}

static void find_something(struct stage *st, uint64_t *seed, int64_t id, int who)
{
    const struct application app = now_of(st, id);
    struct step in = step_of(st, who, id, EVENT_FINDING_CHANGED);
    size_t n;
    const struct rule *rules = rules_of(app.track, &n);
    const struct rule *rule = &rules[below(seed, (int)n)];
    const struct finding_row f = {.condition = rule->id,
                                  .result = below(seed, 16) ? RESULT_MET : RESULT_NOT_MET,
                                  .evidence = "seen"};
    struct application after;
    struct err err = {0};

    assert_true(store_begin(st->s, &err));
    if (rule->attested && workflow_step(st->s, st->a, &in, &after, &err) &&
        store_finding_add(st->s, id, &f, &in.by, &err))
        assert_true(store_commit(st->s, NULL));
    else
        store_rollback(st->s);
}

/* Mostly while it is time for it: what is found later sends everything back. */
static bool is_looked_at(struct stage *st, uint64_t *seed, int64_t id)
{
    return below(seed, now_of(st, id).state <= STATE_FILED ? 4 : 80) == 0;
}

/* On every track one that is over on the next. */
static void begin_day(struct stage *st, int64_t notices[TRACKS])
{
    char today[DATE_TEXT];

    st->today++;
    for (int t = 0; t < TRACKS; t++)
        notices[t] = open_notice(st,
                                 !title_kind_is_pilot((enum title_kind)t) ? "national"
                                 : t == TITLE_PILOT_CITY                  ? "110000"
                                                                          : "320000",
                                 (enum title_kind)t, date_format(st->today, today), 1);
}

static int64_t notice_for(uint64_t *seed, const int64_t notices[TRACKS], enum title_kind track)
{
    return below(seed, 6) ? notices[track] : notices[below(seed, TRACKS)];
}

/* Somebody whose role tells it, in the field's own province and place. */
static int proper(size_t field, const struct application *app, enum application_event e)
{
    const struct transition *t = transition_find(programme_of(app->track), app->state, e);
    unsigned who = t ? t->who : event_tellers(e);

    if (who & 1U << ROLE_APPLICANT)
        return fields[field].applicant;
    if (who & 1U << ROLE_PROVINCE)
        return strcmp(fields[field].unit, "110000") == 0 ? BEIJING : JIANGSU;
    return NATION;
}

/* Mostly one that there is from here. */
static enum application_event pick_event(uint64_t *seed, const struct application *app)
{
    enum application_event event = (enum application_event)below(seed, EVENTS_TOLD);

    for (int i = 0; i < 8 && !transition_find(programme_of(app->track), app->state, event); i++)
        event = (enum application_event)below(seed, EVENTS_TOLD);
    return event;
}

static bool ends_it(enum application_event e)
{
    return e == EVENT_REJECT || e == EVENT_WITHDRAW || e == EVENT_DECLINE || e == EVENT_RETURN;
}

/* A title or a bar stays for good, so both come late. */
static bool ends_a_place(enum application_event e)
{
    return e == EVENT_DESIGNATE || e == EVENT_CANCEL_FRAUD;
}

static void step_somewhere(struct stage *st, uint64_t *seed, size_t field, int64_t id, bool late,
                           const int64_t notices[TRACKS], int taken[APPLICATION_EVENTS])
{
    static const char TRACE[] =
        "SELECT (SELECT count(*) FROM application_event) + (SELECT count(*) FROM audit)"
        " + (SELECT count(*) FROM revision) + (SELECT count(*) FROM quota_entry)";
    const struct application before = now_of(st, id);
    enum application_event event = pick_event(seed, &before);
    int who = below(seed, 3) ? proper(field, &before, event) : 1 + below(seed, EXPERT);
    struct step in = step_of(st, who, id, event);
    int64_t trace = ask(st, TRACE);
    struct application after;
    struct err err = {0};

    if (in.event == EVENT_OBJECT) /* would stand open for ever: nobody keeps its text here */
        return;
    if (ends_a_place(in.event) && (!late || (in.event != EVENT_DESIGNATE && below(seed, 100))))
        return;
    if (ends_it(in.event) && below(seed, 30))
        return;
    in.notice = in.event == EVENT_PUBLISH ? notice_for(seed, notices, before.track) : 0;
    in.rank = below(seed, 3) ? 0 : below(seed, 4);
    in.seen_version = below(seed, 9) ? before.version : before.version - 1;
    in.reason = below(seed, 9) ? "a reason" : NULL;
    in.since = in.event == EVENT_DESIGNATE ? st->today : DATE_NONE;
    if (step_job(st, &in, &after, &err)) {
        taken[in.event]++;
        assert_int_equal(now_of(st, id).version, before.version + 1);
        return;
    }
    assert_int_equal(ask(st, TRACE), trace);
    assert_int_equal(now_of(st, id).version, before.version);
    if (err.kind == ERR_INTERNAL)
        fail_msg("%s: %s", application_event_name(in.event), err.text);
}

/* The counter of every list is the number of applications that hold a place of it. */
static void assert_places_add_up(struct stage *st)
{
    static const char HOLDING[] =
        "SELECT coalesce(sum(q.used), 0) - (SELECT coalesce(sum(e.quota_step), 0)"
        " FROM application_event AS e) FROM quota AS q";
    static const char STANDING[] =
        "SELECT (SELECT sum(used) FROM quota) - (SELECT count(*) FROM application WHERE state IN"
        " ('recommended', 'in_review', 'in_notice', 'designated', 'declined')"
        " OR (state = 'cancelled' AND (SELECT sum(quota_step) FROM application_event AS e"
        " WHERE e.application = application.id) > 0))";

    assert_int_equal(ask(st, HOLDING), 0);
    assert_int_equal(ask(st, STANDING), 0);
}

static void random_steps_never_leave_the_register_in_between(void **state)
{
    int64_t ids[LIVE] = {0}, notices[TRACKS];
    int taken[APPLICATION_EVENTS] = {0};
    uint64_t seed = 20230601;
    struct stage st;

    begin(&st, ((struct place *)*state)->file);
    set_places(&st, "320000", TITLE_DEMO_COUNTY, 40);
    set_places(&st, "110000", TITLE_PILOT_CITY, 40);
    for (int i = 0; i < STEPS; i++) {
        size_t at = (size_t)below(&seed, LIVE);

        if (i % DAY_IS == 0)
            begin_day(&st, notices);
        ids[at] = reopened(&st, at, ids[at]);
        if (is_looked_at(&st, &seed, ids[at]))
            find_something(&st, &seed, ids[at],
                           strcmp(fields[at].unit, "110000") == 0 ? BEIJING : JIANGSU);
        step_somewhere(&st, &seed, at, ids[at], i > STEPS / 2, notices, taken);
        assert_places_add_up(&st);
        if (i % CHECK_EVERY == 0)
            assert_nothing_found(st.s);
        arena_reset(st.a);
        for (size_t p = 1; p < COUNT(people); p++)
            assert_true(store_person(st.s, st.a, (int64_t)p, &st.people[p], NULL));
    }
    assert_nothing_found(st.s);
    for (int e = 0; e < EVENTS_TOLD; e++) {
        bool of_zones = e == EVENT_ENDORSE || e == EVENT_VISIT;

        if (e != EVENT_OBJECT && e != EVENT_ANSWER && !of_zones && taken[e] == 0)
            fail_msg("in %d steps nobody could %s", STEPS,
                     application_event_name((enum application_event)e));
    }
    end(&st);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_PLACE(random_steps_never_leave_the_register_in_between),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
