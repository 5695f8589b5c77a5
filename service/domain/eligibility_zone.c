/* eligibility_zone.c - what the register can tell of a proposed zone, condition by condition; where
 * it cannot, what a person found. */
#include "domain/eligibility_zone.h"

#include <string.h>

static enum truth outstanding(const struct question *q)
{
    return q->zone && !q->zone->outstanding ? TRUTH_NO : TRUTH_UNKNOWN;
}

/* ---- titles of the zone ---- */

/* Is there a list of the kind, running on the day, that may name it though it is not on record?
 * on: DATE_NONE asks for a list of any day. */
static enum truth may_be_listed(const struct view *v, const char *unit, enum title_kind kind,
                                date_t on)
{
    for (size_t i = 0; i < v->n_rosters; i++) {
        const struct roster *r = &v->rosters[i];
        bool runs = on == DATE_NONE || ((r->since == DATE_NONE || r->since <= on) &&
                                        (r->until == DATE_NONE || r->until >= on));

        if (r->kind == kind && runs && view_shows(v->as_of, r->recorded, r->retracted) &&
            !roster_complete(v, r, unit))
            return TRUTH_UNKNOWN;
    }
    return TRUTH_NO;
}

/* By the list of earlier zones, whatever became of the title. */
static enum truth was(const struct view *v, const struct question *q, const struct eligibility *e,
                      enum title_kind kind, struct condition *c)
{
    for (size_t i = 0; i < q->zone->n_titles; i++) {
        const struct title *t = &q->zone->titles[i];

        if (t->kind == kind && t->confidence == CONFIDENCE_STATED && title_shown(t, v->as_of)) {
            c->title = t;
            return TRUTH_YES;
        }
    }
    return may_be_listed(v, e->place->unit, kind, DATE_NONE);
}

/* An earlier demonstration zone may apply for demonstration; for trial, earlier trial zones and
 * other clusters may, and of earlier demonstration zones the text does not speak. */
static enum truth former(const struct view *v, const struct question *q,
                         const struct eligibility *e, struct condition *c)
{
    enum truth demonstration;

    if (!q->zone)
        return TRUTH_UNKNOWN;
    demonstration = was(v, q, e, TITLE_FORMER_DEMO_ZONE, c);
    if (q->track == TITLE_DEMO_ZONE)
        return demonstration;
    if (demonstration == TRUTH_NO)
        was(v, q, e, TITLE_FORMER_TRIAL_ZONE, c); /* for the record: other clusters may as well */
    return demonstration == TRUTH_NO ? TRUTH_YES : TRUTH_UNKNOWN;
}

static bool bars_track(enum title_kind kind, enum title_kind track)
{
    return kind == track || (track == TITLE_TRIAL_ZONE && kind == TITLE_DEMO_ZONE);
}

/* A title whose term is not known may be in force. */
static enum truth one_title(const struct view *v, const struct zone_case *z, const struct title *t,
                            date_t on)
{
    enum title_status status = title_status(v, z->titles, z->n_titles, t, on);

    if (status == STATUS_TERM_UNKNOWN)
        return TRUTH_UNKNOWN;
    if (!title_status_counts(status))
        return TRUTH_NO;
    return t->confidence == CONFIDENCE_STATED ? TRUTH_YES : TRUTH_UNKNOWN;
}

static enum truth titled(const struct view *v, const struct question *q,
                         const struct eligibility *e, struct condition *c)
{
    enum truth all = TRUTH_NO;

    for (size_t i = 0; i < q->zone->n_titles; i++) {
        const struct title *t = &q->zone->titles[i];
        enum truth one;

        if (!bars_track(t->kind, q->track) || !title_shown(t, v->as_of))
            continue;
        one = one_title(v, q->zone, t, q->on);
        if (!c->title || one > all)
            c->title = t;
        all = truth_or(all, one);
    }
    if (all != TRUTH_NO)
        return all;
    all = may_be_listed(v, e->place->unit, q->track, q->on);
    return q->track == TITLE_TRIAL_ZONE
               ? truth_or(all, may_be_listed(v, e->place->unit, TITLE_DEMO_ZONE, q->on))
               : all;
}

/* ---- those of Jiangsu ---- */

static enum truth institutions(const struct zone_case *z)
{
    if (!z || z->institutions == 0)
        return TRUTH_UNKNOWN;
    return z->institutions >= JS_INSTITUTIONS ? TRUTH_YES : TRUTH_NO;
}

static enum truth in_season(date_t on)
{
    int year, month, day;

    date_to_civil(on, &year, &month, &day);
    return month < JS_MONTH || (month == JS_MONTH && day <= JS_DAY) ? TRUTH_YES : TRUTH_NO;
}

/* ---- all of them ---- */

static enum truth known(const struct view *v, const struct question *q, const struct eligibility *e,
                        struct condition *c)
{
    switch (c->rule->id) {
    case CONDITION_PLACE_KIND:
        return e->kind;
    case CONDITION_HOST:
        return q->zone ? q->zone->host : TRUTH_UNKNOWN;
    case CONDITION_FORMER_ZONE:
        return former(v, q, e, c);
    case CONDITION_OUTSTANDING:
        return outstanding(q);
    case CONDITION_NOT_ALREADY_TITLED:
        return q->zone ? truth_not(titled(v, q, e, c)) : TRUTH_UNKNOWN;
    case CONDITION_INSTITUTIONS:
        return institutions(q->zone);
    case CONDITION_IN_SEASON:
        return in_season(q->on);
    default:
        return TRUTH_UNKNOWN;
    }
}

static enum result excellence(const struct question *q, const struct holder *place)
{
    if (!place->unit || strcmp(place->unit, "320000") != 0)
        return RESULT_NOT_APPLICABLE;
    if (!q->zone || q->zone->excellent == TRUTH_UNKNOWN)
        return RESULT_UNKNOWN;
    return q->zone->excellent == TRUTH_YES ? RESULT_MET : RESULT_NOT_MET;
}

void zone_condition(const struct view *v, const struct question *q, const struct eligibility *e,
                    const struct finding *f, struct condition *c)
{
    enum truth t;

    if (c->rule->id == CONDITION_PROVINCIAL_EXCELLENCE) {
        c->result = excellence(q, e->place);
        return;
    }
    t = known(v, q, e, c);
    c->result = t == TRUTH_YES ? RESULT_MET : t == TRUTH_NO ? RESULT_NOT_MET : RESULT_UNKNOWN;
    if (t != TRUTH_UNKNOWN || !c->rule->attested)
        return;
    c->finding = f;
    if (f && (f->result == RESULT_MET || f->result == RESULT_NOT_MET))
        c->result = f->result;
}
