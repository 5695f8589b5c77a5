/* Random steps against a model of the path that knows neither the table nor its enums: plain
 * questions over words, written from the interface and the policy.  A seed is printed; the
 * environment variable SIZHI_SEED repeats a run. */
#include "base/mem.h"
#include "domain/application.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

enum { STEPS = 200000, APPLICATIONS = 24, PLACES = 3 };

static uint64_t seed_of_run(void)
{
    const char *given = getenv("SIZHI_SEED");

    return given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
}

static unsigned below(uint64_t *seed, unsigned n)
{
    *seed += 0x9e3779b97f4a7c15ULL; /* the steps of splitmix64 */
    uint64_t z = *seed;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return (unsigned)((z ^ (z >> 31)) % n);
}

/* Mostly true, so that long paths are walked. */
static bool likely(uint64_t *seed)
{
    return below(seed, 16) != 0;
}

static bool is(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

/* Is the word one of those in the list, which are separated by spaces? */
static bool among(const char *word, const char *list)
{
    size_t len = strlen(word);

    for (const char *at = list; (at = strstr(at, word)); at += len) {
        if ((at == list || at[-1] == ' ') && (at[len] == ' ' || at[len] == '\0'))
            return true;
    }
    return false;
}

struct model {
    bool pilot, holds; /* a place of the quota */
    char state[24];
    const char *unit, *place;
};

/* What the model says: a slug, or NULL and what changes. */
struct said {
    const char *slug, *to;
    int taken; /* +1, 0 or -1 */
    bool granted, revoked, barred;
};

static const char *scope_says(const char *role, const struct actor *who, const struct model *m)
{
    if (is(role, "province") && !is(who->unit, m->unit))
        return "not-your-province";
    if (is(role, "applicant") && !is(who->place, m->place))
        return "not-your-place";
    if (is(role, "expert") && is(who->unit, m->unit))
        return "conflict-of-interest";
    return NULL;
}

/* Roles that tell an event at all, and those that tell it of this application. */
static const char *tellers_ever(const char *event)
{
    return among(event, "file withdraw")                                     ? "applicant"
           : among(event, "return check recommend recall finding_changed")   ? "province"
           : among(event, "send_back accept designate decline cancel_fraud") ? "national"
           : among(event, "reject publish answer")                           ? "province national"
                                                                             : "expert national";
}

static const char *tellers_now(const struct model *m, const char *event)
{
    if (is(event, "reject"))
        return is(m->state, "recommended") ? "province national" : "province";
    if (among(event, "publish answer"))
        return m->pilot ? "province" : "national";
    return tellers_ever(event);
}

static const char *from_of(const struct model *m, const char *event)
{
    bool pilot = m->pilot;

    if (among(event, "file"))
        return "draft";
    if (is(event, "return"))
        return "filed checked";
    if (is(event, "reject"))
        return "filed checked recommended";
    if (is(event, "check"))
        return "filed";
    if (is(event, "recommend"))
        return pilot ? "in_provincial_notice" : "checked";
    if (is(event, "recall"))
        return "recommended";
    if (is(event, "send_back"))
        return pilot ? "recommended" : "recommended in_review in_notice";
    if (is(event, "accept"))
        return pilot ? "" : "recommended";
    if (is(event, "score"))
        return pilot ? "" : "in_review";
    if (is(event, "publish"))
        return pilot ? "checked" : "in_review";
    if (among(event, "object answer"))
        return pilot ? "in_provincial_notice" : "in_notice";
    if (is(event, "designate"))
        return pilot ? "recommended" : "in_notice";
    if (is(event, "decline"))
        return pilot ? "recommended" : "in_review in_notice";
    if (is(event, "finding_changed"))
        return "draft filed checked in_provincial_notice";
    if (is(event, "withdraw"))
        return "draft filed checked in_provincial_notice recommended in_review in_notice";
    return is(m->state, "cancelled") ? "" : m->state; /* cancel_fraud */
}

static const char *to_of(const struct model *m, const char *event)
{
    static const char *const fixed[][2] = {
        {"file", "filed"},        {"return", "draft"},          {"reject", "rejected"},
        {"check", "checked"},     {"recommend", "recommended"}, {"recall", "checked"},
        {"send_back", "checked"}, {"accept", "in_review"},      {"designate", "designated"},
        {"decline", "declined"},  {"withdraw", "withdrawn"},    {"cancel_fraud", "cancelled"},
    };

    if (is(event, "publish"))
        return m->pilot ? "in_provincial_notice" : "in_notice";
    if (is(event, "finding_changed"))
        return is(m->state, "draft") ? "draft" : "filed";
    for (size_t i = 0; i < COUNT(fixed); i++) {
        if (is(fixed[i][0], event))
            return fixed[i][1];
    }
    return m->state;
}

static const char *verdict_says(const struct application_facts *f)
{
    if (f->verdict == VERDICT_NOT_ELIGIBLE)
        return "not-eligible";
    return f->verdict == VERDICT_UNDETERMINED ? "undetermined" : NULL;
}

static const char *notice_says(const struct application_facts *f)
{
    if (f->notice_until == DATE_NONE)
        return "calendar-unknown";
    if (f->today <= f->notice_until)
        return "notice-running";
    return f->open_objections > 0 ? "objection-open" : NULL;
}

static const char *quota_says(const struct application_facts *f)
{
    if (!f->quota || f->quota->status == QUOTA_UNKNOWN)
        return "quota-unknown";
    return f->quota->used >= f->quota->places ? "quota-exhausted" : NULL;
}

static const char *recommend_says(const struct model *m, const struct application_facts *f)
{
    const char *slug = verdict_says(f);

    if (!slug && !m->pilot && f->rank_taken)
        slug = "rank-taken"; /* a pilot's was fixed when it was published */
    if (!slug && m->pilot)
        slug = notice_says(f);
    return slug ? slug : quota_says(f);
}

static const char *publish_says(const struct model *m, const struct application_facts *f)
{
    const char *slug = m->pilot ? verdict_says(f) : NULL;

    if (!slug && m->pilot && f->rank_taken)
        slug = "rank-taken";
    return slug ? slug : f->notice_until == DATE_NONE ? "calendar-unknown" : NULL;
}

static const char *object_says(const struct application_facts *f)
{
    if (f->notice_until == DATE_NONE)
        return "calendar-unknown";
    return f->notice_since <= f->today && f->today <= f->notice_until ? NULL : "notice-closed";
}

static bool bar_matters(const struct model *m, const char *event)
{
    return among(event, "file recommend designate") || (m->pilot && is(event, "publish"));
}

/* What the facts have to say against a step that the path knows. */
static const char *facts_say(const struct model *m, const char *event,
                             const struct application_facts *f)
{
    if (among(event, "return reject send_back answer decline cancel_fraud") && !f->reason_given)
        return "reason-missing";
    if (is(event, "file") && !f->government_consent)
        return "material-missing";
    if (among(event, "file recommend") && f->deadline != DATE_NONE && f->deadline < f->today &&
        !f->late_excused)
        return "deadline-passed";
    if (bar_matters(m, event) && f->barred)
        return "barred";
    if (is(event, "recommend"))
        return recommend_says(m, f);
    if (is(event, "publish"))
        return publish_says(m, f);
    if (is(event, "object"))
        return object_says(f);
    if (is(event, "answer") && f->open_objections == 0)
        return "nothing-to-answer";
    return is(event, "designate") && !m->pilot ? notice_says(f) : NULL;
}

/* The role first, then what the capability of an expert adds to it. */
static const char *teller_says(const char *tellers, const struct model *m,
                               const struct application_facts *f)
{
    const char *role = role_name(f->who.role), *slug = "forbidden";

    if (among(role, tellers))
        slug = scope_says(role, &f->who, m);
    if (slug && f->who.expert && among("expert", tellers)) {
        const char *second = scope_says("expert", &f->who, m);

        if (!second || is(slug, "forbidden"))
            slug = second;
    }
    return slug;
}

static struct said model_says(const struct model *m, const char *event,
                              const struct application_facts *f)
{
    bool public = is(event, "object");
    struct said s = {.slug = public ? NULL : teller_says(tellers_ever(event), m, f)};

    if (!s.slug && !among(m->state, from_of(m, event)))
        s.slug = "wrong-state";
    if (!s.slug && !public)
        s.slug = teller_says(tellers_now(m, event), m, f);
    if (!s.slug && f->stale)
        s.slug = "stale";
    if (!s.slug)
        s.slug = facts_say(m, event, f);
    if (s.slug)
        return s;
    s.to = to_of(m, event);
    s.granted = is(s.to, "designated");
    s.barred = is(event, "cancel_fraud");
    s.revoked = s.barred && is(m->state, "designated");
    s.taken = is(event, "recommend") ? 1
              : m->holds && among(event, "recall send_back withdraw cancel_fraud reject") &&
                      !among(m->state, "designated declined")
                  ? -1
                  : 0;
    return s;
}

static const char *const units[] = {"320000", "XPCC", "110000"};
static const char *const places[] = {"320115", "659001", "110108"};

static struct application_facts random_facts(uint64_t *seed, const struct model *m,
                                             const struct quota *q)
{
    struct application_facts f = {
        .who = {.role = (enum role)below(seed, ROLES), .expert = below(seed, 12) == 0},
        .what = {.unit = m->unit, .place = m->place},
        .stale = !likely(seed),
        .reason_given = likely(seed),
        .government_consent = likely(seed),
        .today = (date_t)(100 + below(seed, 12)),
        .deadline = likely(seed) ? DATE_NONE : 105,
        .late_excused = !likely(seed),
        .barred = !likely(seed),
        .verdict = likely(seed) ? VERDICT_ELIGIBLE : (enum verdict)below(seed, VERDICTS),
        .rank_taken = !likely(seed),
        .notice_since = 101,
        .notice_until = likely(seed) ? 106 : DATE_NONE,
        .open_objections = below(seed, 8) ? 0 : (int)below(seed, 3),
        .quota = likely(seed) ? q : NULL,
    };
    unsigned at = below(seed, COUNT(units));

    f.who.unit = likely(seed) ? m->unit : units[at];
    f.who.place = likely(seed) ? m->place : places[at];
    if (f.who.role == ROLE_EXPERT)
        f.who.unit = units[at];
    return f;
}

/* The next step of an application that all goes well with, and who takes it: random steps alone
 * seldom get past the first. */
struct lead {
    const char *state, *event;
    enum role role;
};

static const struct lead *lead_of(const struct model *m)
{
    static const struct lead both[] = {
        {"draft", "file", ROLE_APPLICANT},
        {"filed", "check", ROLE_PROVINCE},
        {"in_review", "publish", ROLE_NATIONAL},
        {"in_notice", "designate", ROLE_NATIONAL},
        {"in_provincial_notice", "recommend", ROLE_PROVINCE},
    };
    static const struct lead differ[2][2] = {
        {{"checked", "recommend", ROLE_PROVINCE}, {"recommended", "accept", ROLE_NATIONAL}},
        {{"checked", "publish", ROLE_PROVINCE}, {"recommended", "designate", ROLE_NATIONAL}},
    };

    for (size_t i = 0; i < COUNT(both); i++) {
        if (is(both[i].state, m->state))
            return &both[i];
    }
    for (size_t i = 0; i < 2; i++) {
        if (is(differ[m->pilot][i].state, m->state))
            return &differ[m->pilot][i];
    }
    return NULL;
}

static enum application_event random_event(uint64_t *seed, const struct model *m,
                                           struct application_facts *f)
{
    const struct lead *lead = lead_of(m);
    enum application_event event = (enum application_event)below(seed, APPLICATION_EVENTS);

    if (lead && below(seed, 2)) {
        f->who.role = lead->role;
        application_event_parse(lead->event, &event);
    }
    return event;
}

static void begin_again(uint64_t *seed, struct model *m)
{
    unsigned at = below(seed, COUNT(units));

    *m = (struct model){.pilot = below(seed, 2), .unit = units[at], .place = places[at]};
    snprintf(m->state, sizeof m->state, "draft");
}

static void hold_to_model(const struct application_outcome *o, const struct said *s,
                          const struct model *m, const char *event, unsigned step)
{
    const char *slug = refusal_slug(o->refusal);

    if ((slug == NULL) != (s->slug == NULL) || (slug && !is(slug, s->slug)))
        fail_msg("step %u: %s of a %s in %s: %s, the model says %s", step, event,
                 m->pilot ? "pilot" : "demonstration", m->state, slug ? slug : "yes",
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

static bool is_over(const struct model *m)
{
    return among(m->state, "designated declined rejected withdrawn cancelled");
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
        struct said s = model_says(m, name, &f);

        assert_true(application_state_parse(m->state, &from));
        struct application_outcome o =
            application_step(m->pilot ? TITLE_PILOT_CITY : TITLE_DEMO_CITY, from, event, &f);

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
