/* test_domain_application_model.c - random steps and random facts: the rules against the model.  A
 * seed is printed; the environment variable SIZHI_SEED repeats a run. */
#include "application_model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

enum { STEPS = 200000, APPLICATIONS = 24, PLACES = 3 };

static uint64_t seed_of_run(void)
{
    const char *given = getenv("SIZHI_SEED");

    return given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
}

static const char *const units[] = {"320000", "XPCC", "110000"};
static const char *const places[] = {"320115", "659001", "110108"};
static const char *const prefectures[] = {"320100", "650100", "110100"}; /* two are made up */

static struct application_facts random_facts(uint64_t *seed, const struct model *m,
                                             const struct quota *q)
{
    struct application_facts f = {
        .who = {.role = (enum role)below(seed, ROLES), .expert = below(seed, 12) == 0},
        .what = {.unit = m->unit, .place = m->place, .prefecture = m->prefecture},
        .stale = !likely(seed),
        .reason_given = likely(seed),
        .government_consent = likely(seed),
        .materials = likely(seed) ? ~0U : 1U << below(seed, MATERIAL_KINDS),
        .zone_proposed = likely(seed),
        .today = (date_t)(100 + below(seed, 12)),
        .deadline = likely(seed) ? DATE_NONE : 105,
        .late_excused = !likely(seed),
        .barred = !likely(seed),
        .verdict = likely(seed) ? VERDICT_ELIGIBLE : (enum verdict)below(seed, VERDICTS),
        .rank_taken = !likely(seed),
        .notice_since = (date_t)(98 + below(seed, 12)),
        .notice_until = likely(seed) ? 106 : DATE_NONE,
        .open_objections = below(seed, 8) ? 0 : (int)below(seed, 3),
        .quota = likely(seed) ? q : NULL,
    };
    unsigned at = below(seed, COUNT(units));

    if (f.notice_until != DATE_NONE)
        f.notice_until = f.notice_since + (date_t)below(seed, 5);
    f.who.unit = likely(seed) ? m->unit : units[at];
    f.who.place = likely(seed) ? m->place : places[at];
    if (f.who.role == ROLE_EXPERT)
        f.who.unit = units[at];
    if (f.who.role == ROLE_CITY)
        f.who.place = likely(seed) ? m->prefecture : prefectures[at];
    return f;
}

static enum application_event random_event(uint64_t *seed, const struct model *m,
                                           struct application_facts *f)
{
    const struct lead *lead = lead_of(m);
    enum application_event event = (enum application_event)below(seed, APPLICATION_EVENTS);

    if (lead && below(seed, 2)) {
        f->who.role = lead->role;
        if (lead->role == ROLE_CITY)
            f->who.place = m->prefecture;
        application_event_parse(lead->event, &event);
    }
    return event;
}

static void begin_again(uint64_t *seed, struct model *m)
{
    unsigned at = below(seed, COUNT(units));

    unsigned programme = below(seed, 4);

    *m = (struct model){.pilot = programme == 1,
                        .zone = programme == 2,
                        .js = programme == 3,
                        .unit = units[at],
                        .place = places[at],
                        .prefecture = prefectures[at]};
    snprintf(m->state, sizeof m->state, "draft");
}

static enum title_kind track_of(const struct model *m)
{
    return m->js      ? TITLE_JS_ZONE
           : m->zone  ? TITLE_TRIAL_ZONE
           : m->pilot ? TITLE_PILOT_CITY
                      : TITLE_DEMO_CITY;
}

static void hold_to_model(const struct application_outcome *o, const struct foretold *s,
                          const struct model *m, const char *event, unsigned step)
{
    const char *slug = refusal_slug(o->refusal);

    if ((slug == NULL) != (s->slug == NULL) || (slug && !is(slug, s->slug)))
        fail_msg("step %u: %s of a %s in %s: %s, the model says %s", step, event,
                 title_kind_name(track_of(m)), m->state, slug ? slug : "yes",
                 s->slug ? s->slug : "yes");
    if (!is(application_state_name(o->to), s->slug ? m->state : s->to))
        fail_msg("step %u: %s leads from %s to %s", step, event, m->state,
                 application_state_name(o->to));
    assert_int_equal(o->quota, s->taken > 0   ? QUOTA_TAKES
                               : s->taken < 0 ? QUOTA_GIVES
                                              : QUOTA_STAYS);
    assert_int_equal(o->title, s->granted   ? TITLE_GRANTED
                               : s->revoked ? TITLE_REVOKED
                                            : TITLE_STAYS);
    assert_int_equal(o->bars, s->barred);
}

/* One quota a programme: the counter must stay what the model's applications hold. */
static void count_places(const struct model *all, const struct quota quotas[2])
{
    int held[2] = {0, 0};

    for (size_t i = 0; i < APPLICATIONS; i++)
        held[all[i].pilot] += all[i].holds;
    for (size_t p = 0; p < 2; p++) {
        assert_int_equal(quotas[p].used, held[p]);
        assert_true(quota_sums(&quotas[p]));
    }
}

static void two_hundred_thousand_steps_agree_with_the_model(void **state)
{
    struct quota quotas[2] = {{.status = QUOTA_PUBLISHED, .places = PLACES},
                              {.status = QUOTA_PUBLISHED, .places = PLACES}};
    uint64_t seed = seed_of_run();
    struct model all[APPLICATIONS];
    unsigned went = 0, titles = 0, full = 0;

    (void)state;
    print_message("SIZHI_SEED=%llu\n", (unsigned long long)seed);
    for (size_t i = 0; i < APPLICATIONS; i++)
        begin_again(&seed, &all[i]);
    for (unsigned step = 0; step < STEPS; step++) {
        struct model *m = &all[below(&seed, APPLICATIONS)];
        struct quota *q = &quotas[m->pilot];
        struct application_facts f = random_facts(&seed, m, q);
        enum application_event event = random_event(&seed, m, &f);
        const char *name = application_event_name(event);
        enum application_state from = STATE_DRAFT;
        struct foretold s = model_says(m, name, &f);

        assert_true(application_state_parse(m->state, &from));
        struct application_outcome o = application_step(track_of(m), from, event, &f);

        hold_to_model(&o, &s, m, name, step);
        q->used += s.taken;
        full += o.refusal == REFUSAL_QUOTA_EXHAUSTED;
        if (!s.slug) {
            m->holds = m->holds ? s.taken >= 0 : s.taken > 0;
            if (s.to != m->state)
                snprintf(m->state, sizeof m->state, "%s", s.to);
            went++;
            titles += s.granted;
        }
        count_places(all, quotas);
        if (is_over(m) && below(&seed, 8) == 0) {
            q->used -= m->holds; /* as if in another round */
            begin_again(&seed, m);
        }
    }
    print_message("%u steps went, %u titles, %u times no place was left\n", went, titles, full);
    assert_true(went > STEPS / 50 && titles > 20 && full > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_hundred_thousand_steps_agree_with_the_model),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
