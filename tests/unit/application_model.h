/* application_model.h - a model of the path of an application that knows neither the table nor its
 * enums: plain questions over words, written from the interface and the policy. */
#ifndef TESTS_APPLICATION_MODEL_H
#define TESTS_APPLICATION_MODEL_H

#include "base/mem.h"
#include "domain/application.h"
#include "domain/material.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static inline unsigned below(uint64_t *seed, unsigned n)
{
    assert(n > 0);
    *seed += 0x9e3779b97f4a7c15ULL; /* the steps of splitmix64 */
    uint64_t z = *seed;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return (unsigned)((z ^ (z >> 31)) % n);
}

/* Mostly true, so that long paths are walked. */
static inline bool likely(uint64_t *seed)
{
    return below(seed, 16) != 0;
}

static inline bool is(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

/* Is the word one of those in the list, which are separated by spaces? */
static inline bool among(const char *word, const char *list)
{
    size_t len = strlen(word);

    for (const char *at = list; (at = strstr(at, word)); at += len) {
        if ((at == list || at[-1] == ' ') && (at[len] == ' ' || at[len] == '\0'))
            return true;
    }
    return false;
}

struct model {
    bool pilot, zone, js; /* none of them: a demonstration track */
    bool holds;           /* a place of the quota */
    char state[24];
    const char *unit, *place, *prefecture;
};

/* What the model says: a slug, or NULL and what changes. */
struct foretold {
    const char *slug, *to;
    int taken; /* +1, 0 or -1 */
    bool granted, revoked, barred;
};

static inline const char *scope_says(const char *role, const struct actor *who,
                                     const struct model *m)
{
    if (is(role, "province") && !is(who->unit, m->unit))
        return "not-your-province";
    if (is(role, "applicant") && !is(who->place, m->place))
        return "not-your-place";
    if (is(role, "city") && !is(who->place, m->prefecture))
        return "not-your-place";
    if (is(role, "expert") && is(who->unit, m->unit))
        return "conflict-of-interest";
    return NULL;
}

/* Roles that tell an event at all, and those that tell it of this application. */
static inline const char *tellers_ever(const char *event)
{
    return among(event, "file withdraw")                                   ? "applicant"
           : is(event, "endorse")                                          ? "city"
           : among(event, "check recommend visit finding_changed")         ? "province"
           : among(event, "return recall")                                 ? "province city"
           : among(event, "send_back accept")                              ? "national"
           : among(event, "publish answer decline designate cancel_fraud") ? "province national"
           : is(event, "reject") ? "province national city"
                                 : "expert national province";
}

/* In Jiangsu whatever is not the city's or the applicant's own is the province's. */
static inline const char *tellers_in_jiangsu(const struct model *m, const char *event)
{
    if (among(event, "file withdraw"))
        return "applicant";
    if (among(event, "endorse recall") || (among(event, "return reject") && is(m->state, "filed")))
        return "city";
    return is(event, "score") ? "expert province" : "province";
}

static inline const char *tellers_now(const struct model *m, const char *event)
{
    if (m->js)
        return tellers_in_jiangsu(m, event);
    if (is(event, "reject"))
        return is(m->state, "recommended") ? "province national" : "province";
    if (among(event, "publish answer"))
        return m->pilot ? "province" : "national";
    if (among(event, "return recall"))
        return "province";
    if (among(event, "designate decline cancel_fraud"))
        return "national";
    return is(event, "score") ? "expert national" : tellers_ever(event);
}

static inline const char *from_in_jiangsu(const struct model *m, const char *event)
{
    static const char *const rows[][2] = {
        {"file", "draft"},
        {"return", "filed endorsed checked visited"},
        {"reject", "filed endorsed checked visited"},
        {"endorse", "filed"},
        {"recall", "endorsed"},
        {"check", "endorsed"},
        {"visit", "checked visited"},
        {"score", "checked visited"},
        {"designate", "visited"},
        {"decline", "checked visited"},
        {"finding_changed", "draft filed endorsed checked visited"},
        {"withdraw", "draft filed endorsed checked visited"},
        {"recommend", ""},
        {"send_back", ""},
        {"accept", ""},
        {"publish", ""},
        {"object", ""},
        {"answer", ""},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        if (is(rows[i][0], event))
            return rows[i][1];
    }
    return is(m->state, "cancelled") ? "" : m->state; /* cancel_fraud */
}

static inline const char *from_of(const struct model *m, const char *event)
{
    bool pilot = m->pilot;

    if (m->js)
        return from_in_jiangsu(m, event);
    if (among(event, "endorse visit"))
        return "";
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

static inline const char *to_of(const struct model *m, const char *event)
{
    static const char *const fixed[][2] = {
        {"file", "filed"},        {"return", "draft"},          {"reject", "rejected"},
        {"check", "checked"},     {"recommend", "recommended"}, {"recall", "checked"},
        {"send_back", "checked"}, {"accept", "in_review"},      {"designate", "designated"},
        {"decline", "declined"},  {"withdraw", "withdrawn"},    {"cancel_fraud", "cancelled"},
        {"endorse", "endorsed"},  {"visit", "visited"},
    };

    if (is(event, "publish"))
        return m->pilot ? "in_provincial_notice" : "in_notice";
    if (m->js && is(event, "recall"))
        return "filed";
    if (m->js && is(event, "finding_changed"))
        return among(m->state, "checked visited") ? "endorsed" : m->state;
    if (is(event, "finding_changed"))
        return is(m->state, "draft") ? "draft" : "filed";
    for (size_t i = 0; i < COUNT(fixed); i++) {
        if (is(fixed[i][0], event))
            return fixed[i][1];
    }
    return m->state;
}

/* What has to be on file before a step. */
static inline const char *materials_for(const struct model *m, const char *event)
{
    if (m->js)
        return is(event, "file")      ? "js_application_form js_work_plan promise_of_truth proofs"
               : is(event, "endorse") ? "city_letter"
                                      : "";
    if (m->zone)
        return is(event, "file")    ? "zone_plan cases self_evaluation"
               : is(event, "check") ? "recommendation_letter"
                                    : "";
    return is(event, "file") ? "government_consent" : "";
}

static inline bool all_there(const char *wanted, const struct application_facts *f)
{
    for (int k = 0; k < MATERIAL_KINDS; k++) {
        const char *name = material_name((enum material_kind)k);

        if (among(name, wanted) &&
            !(is(name, "government_consent") ? f->government_consent : f->materials >> k & 1U))
            return false;
    }
    return true;
}

static inline const char *verdict_says(const struct application_facts *f)
{
    if (f->verdict == VERDICT_NOT_ELIGIBLE)
        return "not-eligible";
    return f->verdict == VERDICT_UNDETERMINED ? "undetermined" : NULL;
}

static inline const char *notice_says(const struct application_facts *f)
{
    if (f->notice_until == DATE_NONE)
        return "calendar-unknown";
    if (f->today <= f->notice_until)
        return "notice-running";
    return f->open_objections > 0 ? "objection-open" : NULL;
}

static inline const char *quota_says(const struct application_facts *f)
{
    if (!f->quota || f->quota->status == QUOTA_UNKNOWN)
        return "quota-unknown";
    return f->quota->used >= f->quota->places ? "quota-exhausted" : NULL;
}

static inline const char *recommend_says(const struct model *m, const struct application_facts *f)
{
    const char *slug = verdict_says(f);

    if (!slug && !m->pilot && !m->zone && f->rank_taken)
        slug = "rank-taken"; /* a pilot's was fixed when it was published */
    if (!slug && m->pilot)
        slug = notice_says(f);
    return slug || m->zone ? slug : quota_says(f);
}

static inline const char *publish_says(const struct model *m, const struct application_facts *f)
{
    const char *slug = m->pilot ? verdict_says(f) : NULL;

    if (!slug && m->pilot && f->rank_taken)
        slug = "rank-taken";
    if (!slug && f->notice_until == DATE_NONE)
        slug = "calendar-unknown";
    if (!slug && f->today > f->notice_since)
        slug = "notice-closed"; /* it was published without it */
    return slug;
}

static inline const char *object_says(const struct application_facts *f)
{
    if (f->notice_until == DATE_NONE)
        return "calendar-unknown";
    return f->notice_since <= f->today && f->today <= f->notice_until ? NULL : "notice-closed";
}

static inline bool bar_matters(const struct model *m, const char *event)
{
    return among(event, "file recommend designate endorse") || (m->pilot && is(event, "publish")) ||
           (m->js && is(event, "check"));
}

/* What the facts have to say against a step that the path knows. */
static inline const char *facts_say(const struct model *m, const char *event,
                                    const struct application_facts *f)
{
    if (among(event, "return reject send_back answer decline cancel_fraud visit") &&
        !f->reason_given)
        return "reason-missing";
    if (is(event, "file") && (m->zone || m->js) && !f->zone_proposed)
        return "material-missing";
    if (!all_there(materials_for(m, event), f))
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
    if (m->js)
        return among(event, "check designate") ? verdict_says(f) : NULL;
    return is(event, "designate") && !m->pilot ? notice_says(f) : NULL;
}

/* The role first, then what the capability of an expert adds to it. */
static inline const char *teller_says(const char *tellers, const struct model *m,
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

static inline struct foretold model_says(const struct model *m, const char *event,
                                         const struct application_facts *f)
{
    bool public = is(event, "object");
    struct foretold s = {.slug = public ? NULL : teller_says(tellers_ever(event), m, f)};

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
    s.taken = is(event, "recommend") && !m->zone ? 1
              : m->holds && among(event, "recall send_back withdraw cancel_fraud reject") &&
                      !among(m->state, "designated declined")
                  ? -1
                  : 0;
    return s;
}

/* The next step of an application that all goes well with, and who takes it: random steps alone
 * seldom get past the first. */
struct lead {
    const char *state, *event;
    enum role role;
};

static inline const struct lead *lead_of(const struct model *m)
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

    static const struct lead jiangsu[] = {
        {"draft", "file", ROLE_APPLICANT},       {"filed", "endorse", ROLE_CITY},
        {"endorsed", "check", ROLE_PROVINCE},    {"checked", "visit", ROLE_PROVINCE},
        {"visited", "designate", ROLE_PROVINCE},
    };

    for (size_t i = 0; m->js && i < COUNT(jiangsu); i++) {
        if (is(jiangsu[i].state, m->state))
            return &jiangsu[i];
    }
    for (size_t i = 0; !m->js && i < COUNT(both); i++) {
        if (is(both[i].state, m->state))
            return &both[i];
    }
    for (size_t i = 0; !m->js && i < 2; i++) {
        if (is(differ[m->pilot][i].state, m->state))
            return &differ[m->pilot][i];
    }
    return NULL;
}

static inline bool is_over(const struct model *m)
{
    return among(m->state, "designated declined rejected withdrawn cancelled");
}

#endif
