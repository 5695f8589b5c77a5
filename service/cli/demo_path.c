/* demo_path.c - how an application of the demonstration goes its way: who takes the next step where
 * all goes well, and what has to be there first. */
#include "cli/demo_world.h"

#include "base/mem.h"
#include "domain/application_table.h"
#include "domain/material.h"
#include "domain/unit.h"
#include "store/findings.h"
#include "store/materials.h"
#include "store/objections.h"
#include "store/place_known.h"

#include <string.h>

/* The good way of each programme. */
static const struct {
    enum programme programme;
    enum application_state from;
    enum application_event event;
} way[] = {
    {PROGRAMME_DEMONSTRATION, STATE_DRAFT, EVENT_FILE},
    {PROGRAMME_DEMONSTRATION, STATE_FILED, EVENT_CHECK},
    {PROGRAMME_DEMONSTRATION, STATE_CHECKED, EVENT_RECOMMEND},
    {PROGRAMME_DEMONSTRATION, STATE_RECOMMENDED, EVENT_ACCEPT},
    {PROGRAMME_DEMONSTRATION, STATE_IN_REVIEW, EVENT_PUBLISH},
    {PROGRAMME_DEMONSTRATION, STATE_IN_NOTICE, EVENT_DESIGNATE},
    {PROGRAMME_PILOT, STATE_DRAFT, EVENT_FILE},
    {PROGRAMME_PILOT, STATE_FILED, EVENT_CHECK},
    {PROGRAMME_PILOT, STATE_CHECKED, EVENT_PUBLISH},
    {PROGRAMME_PILOT, STATE_IN_PROVINCIAL_NOTICE, EVENT_RECOMMEND},
    {PROGRAMME_PILOT, STATE_RECOMMENDED, EVENT_DESIGNATE},
    {PROGRAMME_ZONE, STATE_DRAFT, EVENT_FILE},
    {PROGRAMME_ZONE, STATE_FILED, EVENT_CHECK},
    {PROGRAMME_ZONE, STATE_CHECKED, EVENT_RECOMMEND},
    {PROGRAMME_ZONE, STATE_RECOMMENDED, EVENT_ACCEPT},
    {PROGRAMME_ZONE, STATE_IN_REVIEW, EVENT_PUBLISH},
    {PROGRAMME_ZONE, STATE_IN_NOTICE, EVENT_DESIGNATE},
    {PROGRAMME_JIANGSU, STATE_DRAFT, EVENT_FILE},
    {PROGRAMME_JIANGSU, STATE_FILED, EVENT_ENDORSE},
    {PROGRAMME_JIANGSU, STATE_ENDORSED, EVENT_CHECK},
    {PROGRAMME_JIANGSU, STATE_CHECKED, EVENT_VISIT},
    {PROGRAMME_JIANGSU, STATE_VISITED, EVENT_DESIGNATE},
};

/* ---- who ---- */

static bool teller(struct demo *d, const struct demo_application *app, enum application_event event,
                   const struct person **out, struct err *err)
{
    const struct transition *t = transition_find(programme_of(app->track), app->state, event);
    struct application now;

    *out = NULL;
    if (!store_application(d->s, d->a, app->id, &now, err))
        return false;
    if (!t)
        return err_set(err, ERR_INTERNAL, "demonstration: no %s from %s",
                       application_event_name(event), application_state_name(app->state));
    if (t->who & 1U << ROLE_NATIONAL)
        return demo_person(d, ROLE_NATIONAL, NULL, out, err);
    if (t->who & 1U << ROLE_PROVINCE)
        return demo_person(d, ROLE_PROVINCE, now.unit, out, err);
    if (t->who & 1U << ROLE_CITY)
        return demo_person(d, ROLE_CITY, now.prefecture, out, err);
    return demo_person(d, ROLE_APPLICANT, now.place, out, err);
}

/* ---- what has to be there ---- */

static bool hand_in(struct demo *d, int64_t id, enum material_kind kind, const struct person *who,
                    struct err *err)
{
    const struct act_by by = demo_by(d, who->id);
    const struct material_row m = {
        .kind = kind, .note = "演示材料（纸质，无附件）", .person = who->id};
    struct application now, after;

    return store_application(d->s, d->a, id, &now, err) &&
           store_material_add(d->s, &now, &m, &by, &after, err);
}

static bool hand_in_all(struct demo *d, const struct demo_application *app, unsigned kinds,
                        const struct person *who, struct err *err)
{
    for (int k = 0; k < MATERIAL_KINDS; k++) {
        if (kinds & 1U << k && !hand_in(d, app->id, (enum material_kind)k, who, err))
            return false;
    }
    return true;
}

bool demo_hand_in(struct demo *d, const struct demo_application *app, struct err *err)
{
    const struct transition *t = transition_find(programme_of(app->track), STATE_DRAFT, EVENT_FILE);
    unsigned kinds = t->materials;
    const struct person *who;

    if (t->needs & 1U << NEED_CONSENT)
        kinds |= 1U << MATERIAL_GOVERNMENT_CONSENT;
    return demo_person(d, ROLE_APPLICANT, app->place, &who, err) &&
           hand_in_all(d, app, kinds, who, err);
}

/* Every condition that a person judges is met, but for the second of two alternatives. */
static bool find_everything(struct demo *d, struct demo_application *app, const struct person *who,
                            struct err *err)
{
    size_t n;
    const struct rule *rules = rules_of(app->track, &n);

    for (size_t i = 0; i < n; i++) {
        const struct finding_row f = {.condition = rules[i].id,
                                      .result = RESULT_MET,
                                      .evidence = "演示认定：已核实（非真实）",
                                      .person = who->id};
        const struct act_by by = demo_by(d, who->id);

        if (!rules[i].attested || rules[i].id == CONDITION_HERITAGE)
            continue;
        if (!demo_step(d, app, EVENT_FINDING_CHANGED, condition_name(rules[i].id), err) ||
            !store_finding_add(d->s, app->id, &f, &by, err))
            return false;
    }
    return true;
}

/* What the step wants beside its own facts. */
static bool prepare(struct demo *d, struct demo_application *app, enum application_event event,
                    struct err *err)
{
    const struct transition *t = transition_find(programme_of(app->track), app->state, event);
    const struct person *who = NULL;

    if (!t || event == EVENT_FILE)
        return true;
    return teller(d, app, event, &who, err) && who &&
           (!t->materials || hand_in_all(d, app, t->materials, who, err)) &&
           (event != EVENT_CHECK || find_everything(d, app, who, err));
}

/* ---- the steps ---- */

bool demo_open(struct demo *d, struct demo_application *app, struct err *err)
{
    const struct application want = {.round = app->round, .track = app->track, .place = app->place};
    const struct person *who;
    struct application made;

    if (!demo_person(d, ROLE_APPLICANT, app->place, &who, err))
        return false;
    const struct act_by by = demo_by(d, who->id);
    if (!store_application_open(d->s, d->a, &want, &by, &made, err))
        return false;
    app->id = made.id;
    app->state = made.state;
    return true;
}

bool demo_step(struct demo *d, struct demo_application *app, enum application_event event,
               const char *reason, struct err *err)
{
    const struct person *who = NULL;
    struct application after;

    if (!teller(d, app, event, &who, err) || !who)
        return false;
    struct step in = {.application = app->id,
                      .event = event,
                      .who = who,
                      .by = demo_by(d, who->id),
                      .seen_version = -1,
                      .reason = reason,
                      .notice = event == EVENT_PUBLISH ? app->notice : 0,
                      .since = DATE_NONE,
                      .until = DATE_NONE,
                      .bar_until = DATE_NONE};
    in.today = demo_today(d);
    if (event == EVENT_DESIGNATE) {
        in.document = DEMO_SOURCE;
        in.since = app->since;
        in.until = app->until;
    }
    if (event == EVENT_CANCEL_FRAUD)
        in.criticism = DEMO_SOURCE;
    if (!workflow_step(d->s, d->a, &in, &after, err))
        return false;
    app->state = after.state;
    return true;
}

bool demo_bring(struct demo *d, struct demo_application *app, enum application_state to,
                struct err *err)
{
    for (size_t i = 0; i < COUNT(way) && app->state != to; i++) {
        const char *reason =
            way[i].event == EVENT_VISIT ? "演示考察报告：载体与机构均为虚构。" : NULL;

        if (way[i].programme != programme_of(app->track) || way[i].from != app->state)
            continue;
        if (!prepare(d, app, way[i].event, err) || !demo_step(d, app, way[i].event, reason, err))
            return false;
    }
    return true;
}
